package org.ncsn.loss;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Condition;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * Sliced score matching (Song et al. 2019) of the data as they are: with random directions v,
 *
 * <pre>1/2 (v' s(x))^2 + v' grad(v' s(x))</pre>
 *
 * averaged over the directions of each sample and over the batch. The published loss draws v on the
 * unit sphere. Of an energy network's score ({@code org.ncsn.nn.EnergyScore}) it is the published
 * "single" loss with one direction, and "sliced score matching" with several.
 */
public final class Sliced implements ScoreMatchingLoss {
  private final Slicing slicing;

  public Sliced(Slicing slicing) {
    this.slicing = slicing;
  }

  /** Directions {@code [P*N,...]}. */
  @Override
  public List<HostArray> draw(NoiseSource noise, TensorType batch) {
    return List.of(slicing.draw(noise, batch));
  }

  @Override
  public int scored(int batch) {
    return slicing.count() * batch;
  }

  @Override
  public boolean tellsNoise() {
    return false;
  }

  @Override
  public Tensor loss(ConditionalScore score, Tensor x, List<Tensor> draws) {
    Tensor direction = draws.get(0);
    Tensor at = slicing.repeated(x);
    Tensor scores = score.at(at, Condition.NONE);
    Tensor norm = Samples.sum(scores.multiply(direction)).square().multiply(0.5);
    return slicing.mean(norm, Slicing.trace(scores, at, direction));
  }
}
