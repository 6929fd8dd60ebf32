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
 * Annealed denoising score matching, equations (5) and (6) of the NCSN paper: with i a random noise
 * level for each image, z standard normal and x~ = x + sigma_i z, the mean over the batch of
 *
 * <pre>1/2 || s(x~, i) + (x~ - x) / sigma_i^2 ||^2 sigma_i^power</pre>
 */
public final class AnnealedDenoising implements SampleLoss {
  private final NoiseLevels levels;
  private final double annealPower;
  private final Target target;

  /** What the score is compared with: the same but for rounding, which the official losses see. */
  private enum Target {
    /** The difference {@code (x~ - x) / sigma^2}, with the rounding of {@code x + sigma z}. */
    DIFFERENCE {
      @Override
      Tensor of(Tensor x, Tensor perturbed, Tensor noise, Tensor sigma) {
        return perturbed.subtract(x).divide(sigma.square());
      }
    },
    /** The noise itself, {@code z / sigma}. */
    NOISE {
      @Override
      Tensor of(Tensor x, Tensor perturbed, Tensor noise, Tensor sigma) {
        return noise.divide(sigma);
      }
    };

    abstract Tensor of(Tensor x, Tensor perturbed, Tensor noise, Tensor sigma);
  }

  private AnnealedDenoising(NoiseLevels levels, double annealPower, Target target) {
    this.levels = levels;
    this.annealPower = annealPower;
    this.target = target;
  }

  /**
   * NCSN's.
   *
   * @param annealPower exponent of the weight of each level; 2 in the paper
   */
  public AnnealedDenoising(NoiseLevels levels, double annealPower) {
    this(levels, annealPower, Target.DIFFERENCE);
  }

  /** NCSNv2's, whose target is made of the noise itself. */
  public static AnnealedDenoising ofNoise(NoiseLevels levels, double annealPower) {
    return new AnnealedDenoising(levels, annealPower, Target.NOISE);
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
  public Tensor each(ConditionalScore score, Tensor x, List<Tensor> draws) {
    Tensor labels = draws.get(0);
    Tensor sigma = Perturbation.sigmas(levels, x, labels);
    Tensor perturbed = x.add(draws.get(1).multiply(sigma));
    Tensor wanted = target.of(x, perturbed, draws.get(1), sigma);
    Tensor error = Samples.sumOfSquares(score.at(perturbed, Condition.level(labels)).add(wanted));
    Tensor weight = Elementwise.power(sigma, annealPower).reshape(labels.shape().extent(0));
    return error.multiply(weight).multiply(0.5);
  }
}
