package org.ncsn.nn;

import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Reductions;
import org.ncsn.tensor.Tensor;

/**
 * A tensor less its mean along some axes, which stay as axes of extent 1 of the statistics: what
 * every normalization begins with. The variance, the result and their gradients are all made of the
 * differences, so that a training step keeps these and nothing else of a large tensor.
 *
 * @param differences {@code x - mean}
 * @param mean the mean
 * @param variance the biased variance
 * @param epsilon is added to the variance before its root divides
 */
record Centred(Tensor differences, Tensor mean, Tensor variance, double epsilon) {
  /** The published networks' and PyTorch's. */
  static final double EPSILON = 1e-5;

  static Centred of(Tensor x, int... axes) {
    Tensor mean = Reductions.mean(x, true, axes);
    Tensor differences = x.subtract(mean);
    Tensor squares = Reductions.sumOfSquares(differences, true, axes);
    double count = (double) x.shape().size() / mean.shape().size();
    return new Centred(differences, mean, squares.multiply(1 / count), EPSILON);
  }

  /** Over the pixels of images {@code [N,H,W,C]}; the statistics are {@code [N,1,1,C]}. */
  static Centred ofPixels(Tensor images) {
    return of(images, 1, 2);
  }

  /** By statistics that are known from elsewhere. */
  static Centred by(Tensor x, Tensor mean, Tensor variance) {
    return new Centred(x.subtract(mean), mean, variance, EPSILON);
  }

  /** The same with another epsilon. */
  Centred with(double otherEpsilon) {
    return new Centred(differences, mean, variance, otherEpsilon);
  }

  /** {@code (x - mean) / sqrt(variance + eps)}. */
  Tensor normalized() {
    return differences.multiply(reciprocalDeviation());
  }

  /**
   * {@code gamma (x - mean) / sqrt(variance + eps) + beta} as one multiply-add, so that the large
   * tensor is touched once.
   */
  Tensor normalized(Tensor gamma, Tensor beta) {
    return differences.multiply(gamma.multiply(reciprocalDeviation())).add(beta);
  }

  /**
   * With h the images normalized over their pixels, {@code gamma (h + alpha contrast) + beta},
   * where the {@linkplain #channelContrast() contrast} is what h has lost.
   */
  Tensor normalizedPlus(Tensor gamma, Tensor alpha, Tensor beta) {
    Tensor shift = beta.add(gamma.multiply(alpha).multiply(channelContrast()));
    return normalized(gamma, shift);
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
    Tensor spread = Reductions.sumOfSquares(centred, true, 3).multiply(1.0 / (channels - 1));
    return centred.multiply(Elementwise.reciprocalSqrt(spread.add(EPSILON)));
  }

  private Tensor reciprocalDeviation() {
    return Elementwise.reciprocalSqrt(variance.add(epsilon));
  }
}
