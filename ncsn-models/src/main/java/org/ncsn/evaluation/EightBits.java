package org.ncsn.evaluation;

import java.util.Locale;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;

/**
 * Images as 8-bit files have them: {@code floor(255 x + 0.5) / 255} of values cut to [0,1]. Samples
 * are measured as they would be written, or they would differ from images by their fractions.
 */
public final class EightBits {
  /** What the mean of an image in [0,1] never is, nor that of a sample of it. */
  private static final double MOST_MEAN = 2;

  private static final float[] VALUES = new float[256];

  static {
    for (int k = 0; k < VALUES.length; k++) {
      VALUES[k] = k / 255f;
    }
  }

  private EightBits() {}

  /**
   * Rounds images.
   *
   * @param images {@code [n,...]}, values in [0,1] or a little beyond
   * @param first number of the first of them, for messages
   * @return {@code float32 [n,...]}, values k/255
   * @throws IllegalArgumentException if an image holds NaN or infinity, or is brighter than any in
   *     [0,1]; the message names it
   */
  public static HostArray of(HostArray images, int first) {
    int count = images.shape().extent(0);
    int length = count == 0 ? 0 : images.shape().intSize() / count;
    HostArray rounded = HostArray.zeros(new TensorType(DType.FLOAT32, images.shape()));
    for (int image = 0; image < count; image++) {
      double sum = 0;
      for (int i = image * length; i < (image + 1) * length; i++) {
        double value = images.at(i);
        sum += value;
        double cut = Math.max(0, Math.min(1, value));
        rounded.floats()[i] = VALUES[(int) Math.floor(255 * cut + 0.5)];
      }
      require(sum / length, first + image);
    }
    return rounded;
  }

  private static void require(double mean, int image) {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("image " + image + " holds NaN or infinity");
    }
    if (Math.abs(mean) > MOST_MEAN) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "image %d is no image with values in [0,1]: their mean is %.1f",
              image,
              mean));
    }
  }
}
