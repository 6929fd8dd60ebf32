package org.ncsn.nn;

import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Reductions;
import org.ncsn.tensor.Tensor;

/**
 * Mean and spread along some axes of a tensor, which stay as axes of extent 1: what every
 * normalization begins with.
 *
 * @param mean the mean
 * @param variance the biased variance
 */
record Moments(Tensor mean, Tensor variance) {
  private static final double EPSILON = 1e-5;

  static Moments of(Tensor x, int... axes) {
    Tensor mean = Reductions.mean(x, true, axes);
    return new Moments(mean, Reductions.mean(x.subtract(mean).square(), true, axes));
  }

  /** Moments over the pixels of images {@code [N,H,W,C]}, each {@code [N,1,1,C]}. */
  static Moments ofPixels(Tensor images) {
    return of(images, 1, 2);
  }

  /** {@code (x - mean) / sqrt(variance + eps)}. */
  Tensor normalized(Tensor x) {
    Tensor scale = reciprocalDeviation();
    return x.multiply(scale).subtract(mean.multiply(scale));
  }

  /**
   * {@code gamma (x - mean) / sqrt(variance + eps) + beta} as one multiply-add, so that the large
   * tensor is touched once.
   */
  Tensor normalized(Tensor x, Tensor gamma, Tensor beta) {
    Tensor scale = gamma.multiply(reciprocalDeviation());
    return x.multiply(scale).add(beta.subtract(mean.multiply(scale)));
  }

  /**
   * With h the images normalized over their pixels, {@code gamma (h + alpha contrast) + beta},
   * where the {@linkplain #channelContrast() contrast} is what h has lost.
   */
  Tensor normalizedPlus(Tensor images, Tensor gamma, Tensor alpha, Tensor beta) {
    Tensor shift = beta.add(gamma.multiply(alpha).multiply(channelContrast()));
    return normalized(images, gamma, shift);
  }

  /**
   * How far each channel's mean is from the mean of all channels, in units of their deviation:
   * {@code (mu - m) / sqrt(v + eps)} with the unbiased variance v.
   */
  private Tensor channelContrast() {
    int channels = mean.shape().extent(3);
    if (channels < 2) {
      throw new IllegalArgumentException(
          "instance norm plus: compares channels, so there must be at least 2, found " + channels);
    }
    Tensor centred = mean.subtract(Reductions.mean(mean, true, 3));
    Tensor spread = Reductions.sum(centred.square(), true, 3).multiply(1.0 / (channels - 1));
    return centred.multiply(Elementwise.reciprocalSqrt(spread.add(EPSILON)));
  }

  private Tensor reciprocalDeviation() {
    return Elementwise.reciprocalSqrt(variance.add(EPSILON));
  }
}
