package org.ncsn.unet;

import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.DepthwiseGeometry;
import org.ncsn.primitive.Depthwise;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/**
 * A filter of images {@code [N,H,W,C]} that smooths them when their size changes: every channel is
 * convolved with the outer product of the taps, divided by its sum.
 */
final class FirFilter {
  private final double[] taps;

  FirFilter(double... taps) {
    double sum = 0;
    for (double tap : taps) {
      sum += tap;
    }
    this.taps = new double[taps.length];
    for (int i = 0; i < taps.length; i++) {
      this.taps[i] = taps[i] / sum;
    }
  }

  /** Number of taps. */
  int length() {
    return taps.length;
  }

  /** Every {@code factor}-th pixel of the smoothed image: sides are divided, rounded down. */
  Tensor down(Tensor x, int factor) {
    int pad = length() - factor;
    return filtered(x, (pad + 1) / 2, pad / 2, factor);
  }

  /**
   * The smoothed image of {@code factor} times its sides, whose pixels are {@code factor} apart
   * with zeros between.
   *
   * @param gain what the result is multiplied by, beside making up for the zeros
   */
  Tensor up(Tensor x, int factor, double gain) {
    int pad = length() - factor;
    int before = length() - 1 - ((pad + 1) / 2 + factor - 1);
    Shape images = x.shape();
    Shape whole =
        images
            .with(1, (images.extent(1) - 1) * factor + length())
            .with(2, (images.extent(2) - 1) * factor + length());
    Tensor kernel = kernel(x, false, gain * factor * factor);
    DepthwiseGeometry geometry =
        new DepthwiseGeometry(whole, kernel.shape(), ConvGeometry.of(factor, 0, 1));
    Tensor spread = Tensor.apply(new Depthwise.InputGradient(geometry), x, kernel);
    return Shaping.slice(
        spread,
        new int[] {0, before, before, 0},
        images.with(1, images.extent(1) * factor).with(2, images.extent(2) * factor));
  }

  /** The smoothed image with zeros around it. */
  Tensor filtered(Tensor x, int before, int after, int stride) {
    boolean even = before == after;
    Tensor padded =
        even ? x : Shaping.pad(x, new int[] {0, before, before, 0}, new int[] {0, after, after, 0});
    return Depthwise.conv2d(
        padded, kernel(x, true, 1), ConvGeometry.of(stride, even ? before : 0, 1));
  }

  /**
   * {@code [k,k,C]}.
   *
   * @param turned whether the taps are in reverse, as a convolution proper has them
   */
  private Tensor kernel(Tensor x, boolean turned, double gain) {
    int length = length();
    double[] product = new double[length * length];
    for (int i = 0; i < product.length; i++) {
      int at = turned ? product.length - 1 - i : i;
      product[i] = gain * taps[at / length] * taps[at % length];
    }
    DType dtype = x.dtype();
    HostArray values = HostArray.of(Shape.of(length, length, 1), product).to(dtype);
    return x.constant(values).broadcastTo(Shape.of(length, length, x.shape().extent(3)));
  }
}
