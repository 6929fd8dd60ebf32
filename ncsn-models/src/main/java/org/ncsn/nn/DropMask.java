package org.ncsn.nn;

import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;

/**
 * Where a network drops features in training. Which ones is drawn outside of the network, so that
 * the network stays a pure function and the draw is the same on every backend.
 *
 * @param index its place in the network's order
 * @param rate probability that a feature is dropped, in [0, 1)
 * @param features shape of one sample's features, without the batch
 */
public record DropMask(int index, double rate, Shape features) {
  public DropMask {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout: the rate is in [0, 1), found " + rate);
    }
  }

  /**
   * Factors of the features of a batch, 0 or {@code 1 / (1 - rate)}.
   *
   * @return {@code [N,...features]}
   */
  public HostArray draw(NoiseSource noise, DType dtype, int samples) {
    Shape shape = features.times(samples);
    double[] factors = noise.uniform(DType.FLOAT64, shape).doubles().clone();
    for (int i = 0; i < factors.length; i++) {
      factors[i] = factors[i] < rate ? 0 : 1 / (1 - rate);
    }
    return HostArray.of(shape, factors).to(dtype);
  }
}
