package org.ncsn.noise;

import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.random.NoiseSource;

/**
 * Independent normal numbers: what data have become when noise is all that is left.
 *
 * @param deviation their standard deviation
 */
public record NormalPrior(double deviation) {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /**
   * @throws IllegalArgumentException if the deviation is not positive
   */
  public NormalPrior {
    if (!(deviation > 0)) {
      throw new IllegalArgumentException(
          "normal prior: the deviation is positive, found " + deviation);
    }
  }

  /** Numbers drawn from it. */
  public HostArray draw(NoiseSource noise, TensorType type) {
    return AddedNoise.scaled(noise.normal(type.dtype(), type.shape()), deviation);
  }

  /**
   * The logarithm of its density at each sample.
   *
   * @param samples {@code [N,...]}
   * @return one number for each of N samples, in nats
   */
  public double[] logDensities(HostArray samples) {
    double[] densities = new double[samples.shape().extent(0)];
    int size = samples.shape().intSize() / Math.max(1, densities.length);
    for (int n = 0; n < densities.length; n++) {
      double squares = 0;
      for (int i = n * size; i < (n + 1) * size; i++) {
        squares += samples.at(i) * samples.at(i);
      }
      double width = LOG_TWO_PI + 2 * Math.log(deviation);
      densities[n] = -(size * width + squares / (deviation * deviation)) / 2;
    }
    return densities;
  }
}
