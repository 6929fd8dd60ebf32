package org.ncsn.loss;

import java.util.Collections;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Condition;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.primitive.Shaping;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * Annealed sliced score matching with the variance reduction of Song et al. (2019): with x~ as in
 * {@link AnnealedDenoising} and projections v, standard normal as in the official code,
 *
 * <pre>sigma_i^2 (1/2 ||s(x~, i)||^2 + v' grad(v' s(x~, i)))</pre>
 *
 * averaged over the projections of each image and over the batch. The first axis of what is drawn
 * for projections is projection times batch plus image.
 */
public final class AnnealedSliced implements ScoreMatchingLoss {
  private final NoiseLevels levels;
  private final Slicing slicing;

  /**
   * The published loss.
   *
   * @param projections projections for each image (the configuration's n_particles), at least 1
   */
  public AnnealedSliced(NoiseLevels levels, int projections) {
    this(levels, new Slicing(Projection.GAUSSIAN, projections));
  }

  /**
   * @param slicing any projection but the unit sphere
   */
  public AnnealedSliced(NoiseLevels levels, Slicing slicing) {
    this.levels = levels;
    this.slicing = slicing.requireTrace();
  }

  /**
   * Labels {@code int32 [P*N]}, the same for every projection of an image; noise {@code [N,...]};
   * projections {@code [P*N,...]}.
   */
  @Override
  public List<HostArray> draw(NoiseSource noise, TensorType batch) {
    int images = batch.shape().extent(0);
    int[] labels = noise.integers(Shape.of(images), levels.count()).ints();
    return List.of(
        repeated(labels), noise.normal(batch.dtype(), batch.shape()), slicing.draw(noise, batch));
  }

  /** The labels of a batch, once for each projection. */
  HostArray repeated(int[] labels) {
    int[] all = new int[slicing.count() * labels.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = labels[i % labels.length];
    }
    return HostArray.of(Shape.of(all.length), all);
  }

  @Override
  public int scored(int batch) {
    return slicing.count() * batch;
  }

  @Override
  public boolean tellsNoise() {
    return true;
  }

  @Override
  public Tensor loss(ConditionalScore score, Tensor x, List<Tensor> draws) {
    Tensor labels = draws.get(0);
    Tensor sigma = Perturbation.sigmas(levels, x, labels);
    Tensor noise = Shaping.concat(0, Collections.nCopies(slicing.count(), draws.get(1)));
    Tensor clean = Shaping.concat(0, Collections.nCopies(slicing.count(), x));
    Tensor perturbed = clean.add(noise.multiply(sigma)).detached().watched();
    Tensor projection = draws.get(2);

    Tensor scores = score.at(perturbed, Condition.level(labels));
    Tensor norm = Samples.sumOfSquares(scores).multiply(0.5);
    Tensor trace = Slicing.trace(scores, perturbed, projection);
    Tensor weight = sigma.square().reshape(labels.shape().extent(0));
    return slicing.mean(norm.multiply(weight), trace.multiply(weight));
  }
}
