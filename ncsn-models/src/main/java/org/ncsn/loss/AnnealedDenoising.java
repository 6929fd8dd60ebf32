package org.ncsn.loss;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Condition;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.primitive.Elementwise;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * Annealed denoising score matching, equations (5) and (6) of the paper: with i a random noise
 * level for each image, z standard normal and x~ = x + sigma_i z, the mean over the batch of
 *
 * <pre>1/2 || s(x~, i) + (x~ - x) / sigma_i^2 ||^2 sigma_i^power</pre>
 */
public final class AnnealedDenoising implements ScoreMatchingLoss {
  private final NoiseLevels levels;
  private final double annealPower;

  /**
   * @param annealPower exponent of the weight of each level; 2 in the paper
   */
  public AnnealedDenoising(NoiseLevels levels, double annealPower) {
    this.levels = levels;
    this.annealPower = annealPower;
  }

  /** Labels {@code int32 [N]} and standard normal noise {@code [N,...]}. */
  @Override
  public List<HostArray> draw(NoiseSource noise, TensorType batch) {
    Shape perImage = Shape.of(batch.shape().extent(0));
    return List.of(
        noise.integers(perImage, levels.count()), noise.normal(batch.dtype(), batch.shape()));
  }

  @Override
  public boolean tellsNoise() {
    return true;
  }

  @Override
  public Tensor loss(ConditionalScore score, Tensor x, List<Tensor> draws) {
    Tensor labels = draws.get(0);
    Tensor sigma = Perturbation.sigmas(levels, x, labels);
    Tensor perturbed = x.add(draws.get(1).multiply(sigma));
    // The difference, not the noise itself: the official loss sees the rounding of x + sigma z too.
    Tensor target = perturbed.subtract(x).divide(sigma.square());
    Tensor error = Samples.sumOfSquares(score.at(perturbed, Condition.level(labels)).add(target));
    Tensor weight = Elementwise.power(sigma, annealPower).reshape(labels.shape().extent(0));
    return error.multiply(weight).mean().multiply(0.5);
  }
}
