package org.ncsn.loss;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.nn.Condition;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * Denoising score matching at one noise level (Vincent 2011, equation (2) of the paper): with z
 * standard normal and x~ = x + sigma z, the mean over the batch of
 *
 * <pre>1/2 || s(x~) + (x~ - x) / sigma^2 ||^2 sigma^power</pre>
 *
 * The published loss of score networks has power 0, that of energy networks power 4.
 */
public final class Denoising implements ScoreMatchingLoss {
  private final double sigma;
  private final double power;

  /** The loss of score networks. */
  public Denoising(double sigma) {
    this(sigma, 0);
  }

  /**
   * @param sigma standard deviation of the noise, positive
   * @param power exponent of its weight, which changes no minimum, only the gradient's size
   */
  public Denoising(double sigma, double power) {
    if (!(sigma > 0)) {
      throw new IllegalArgumentException("denoising: sigma is positive, found " + sigma);
    }
    this.sigma = sigma;
    this.power = power;
  }

  /** Standard normal noise {@code [N,...]}. */
  @Override
  public List<HostArray> draw(NoiseSource noise, TensorType batch) {
    return List.of(noise.normal(batch.dtype(), batch.shape()));
  }

  @Override
  public boolean tellsNoise() {
    return false;
  }

  @Override
  public Tensor loss(ConditionalScore score, Tensor x, List<Tensor> draws) {
    Tensor perturbed = x.add(draws.get(0).multiply(sigma));
    // The difference, not the noise itself: the official loss sees the rounding of x + sigma z too.
    Tensor target = perturbed.subtract(x).multiply(1 / (sigma * sigma));
    Tensor error = Samples.sumOfSquares(score.at(perturbed, Condition.NONE).add(target));
    return error.mean().multiply(0.5 * Math.pow(sigma, power));
  }
}
