package org.ncsn.backend.djl;

import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;

/**
 * A dilated convolution as one without dilation: zeros are put between the taps of the kernel
 * {@code [kH,kW,Cin,Cout]}.
 */
final class ZeroStuffing<A> {
  private final TfShaping<A> shaping;
  private final Shape kernel;
  private final Shape taps;
  private final Shape spread;
  private final int[] before = new int[6];
  private final int[] after;

  ZeroStuffing(TfShaping<A> shaping, Shape kernel, ConvGeometry geometry) {
    this.shaping = shaping;
    this.kernel = kernel;
    int height = kernel.extent(0);
    int width = kernel.extent(1);
    int in = kernel.extent(2);
    int out = kernel.extent(3);
    this.taps = Shape.of(height, 1, width, 1, in, out);
    this.after = new int[] {0, geometry.dilationH() - 1, 0, geometry.dilationW() - 1, 0, 0};
    this.spread = Shape.of(height * geometry.dilationH(), width * geometry.dilationW(), in, out);
  }

  /** The kernel without dilation that convolves as the dilated one does. */
  Shape stuffed() {
    return spread.with(0, spread.extent(0) - after[1]).with(1, spread.extent(1) - after[3]);
  }

  A apply(A x) {
    A separate = shaping.pad(shaping.reshape(x, taps), before, after);
    return shaping.slice(shaping.reshape(separate, spread), new int[4], stuffed());
  }

  /** The taps of a stuffed kernel: the adjoint of {@link #apply}. */
  A undo(A x) {
    A whole = shaping.pad(x, new int[4], new int[] {after[1], after[3], 0, 0});
    Shape separate = taps.with(1, after[1] + 1).with(3, after[3] + 1);
    return shaping.reshape(shaping.slice(shaping.reshape(whole, separate), before, taps), kernel);
  }
}
