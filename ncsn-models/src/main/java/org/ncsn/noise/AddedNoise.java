package org.ncsn.noise;

import org.ncsn.array.DType;
import org.ncsn.array.HostArray;

/** Noise on the host: {@code x + sigma z}. */
public final class AddedNoise {
  private AddedNoise() {}

  /** A multiple of samples, rounded to their type. */
  public static HostArray scaled(HostArray x, double factor) {
    HostArray product = HostArray.zeros(x.type());
    for (int i = 0; i < x.shape().intSize(); i++) {
      if (x.dtype() == DType.FLOAT32) {
        product.floats()[i] = x.floats()[i] * (float) factor;
      } else {
        product.doubles()[i] = x.doubles()[i] * factor;
      }
    }
    return product;
  }

  /**
   * Samples with noise, every step rounded to their type.
   *
   * @param x any shape
   * @param normal the noise z, of the same type
   * @param sigma its standard deviation
   */
  public static HostArray to(HostArray x, HostArray normal, double sigma) {
    if (!x.type().equals(normal.type())) {
      throw new IllegalArgumentException(
          "added noise: samples are " + x.type() + ", the noise is " + normal.type());
    }
    HostArray sum = HostArray.zeros(x.type());
    for (int i = 0; i < x.shape().intSize(); i++) {
      if (x.dtype() == DType.FLOAT32) {
        sum.floats()[i] = x.floats()[i] + normal.floats()[i] * (float) sigma;
      } else {
        sum.doubles()[i] = x.doubles()[i] + normal.doubles()[i] * sigma;
      }
    }
    return sum;
  }
}
