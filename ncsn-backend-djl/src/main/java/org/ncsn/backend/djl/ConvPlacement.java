package org.ncsn.backend.djl;

import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;

/**
 * How a convolution's padding is told to TensorFlow: by the name of a rule where one says it. Its
 * explicit paddings are avoided, since oneDNN's kernels do not take them.
 */
final class ConvPlacement {
  private ConvPlacement() {}

  /** Whether the image is to be padded before. */
  static boolean needsMargin(ConvGeometry g, Shape image, Shape kernel) {
    return !isValid(g) && !isSame(g, image, kernel);
  }

  /** The same convolution of an image that was padded. */
  static ConvGeometry withoutMargin(ConvGeometry g) {
    return new ConvGeometry(g.strideH(), g.strideW(), 0, 0, g.dilationH(), g.dilationW());
  }

  /** The same convolution with a kernel that has its zeros inside. */
  static ConvGeometry withoutDilation(ConvGeometry g) {
    return new ConvGeometry(g.strideH(), g.strideW(), g.padH(), g.padW(), 1, 1);
  }

  /** Rows and columns of padding on every side of an image {@code [N,H,W,C]}. */
  static int[] margin(ConvGeometry g) {
    return new int[] {0, g.padH(), g.padW(), 0};
  }

  /** The shape with its padding. */
  static Shape withMargin(ConvGeometry g, Shape image) {
    return image.with(1, image.extent(1) + 2 * g.padH()).with(2, image.extent(2) + 2 * g.padW());
  }

  /** Sets an operation's attributes; the geometry needs no margin. */
  static <A> OpBuilder<A> place(OpBuilder<A> op, ConvGeometry g) {
    return op.attribute("strides", 1, g.strideH(), g.strideW(), 1)
        .attribute("dilations", 1, g.dilationH(), g.dilationW(), 1)
        .attribute("padding", isValid(g) ? "VALID" : "SAME");
  }

  private static boolean isValid(ConvGeometry g) {
    return g.padH() == 0 && g.padW() == 0;
  }

  private static boolean isSame(ConvGeometry g, Shape image, Shape kernel) {
    Shape output = g.output(image, kernel);
    return isSame(
            image.extent(1),
            output.extent(1),
            kernel.extent(0),
            g.strideH(),
            g.padH(),
            g.dilationH())
        && isSame(
            image.extent(2),
            output.extent(2),
            kernel.extent(1),
            g.strideW(),
            g.padW(),
            g.dilationW());
  }

  /** Whether "SAME" puts the windows of one axis at the same places. */
  private static boolean isSame(
      int extent, int output, int taps, int stride, int pad, int dilation) {
    int needed = Math.max((output - 1) * stride + (taps - 1) * dilation + 1 - extent, 0);
    return output == (extent + stride - 1) / stride && needed / 2 == pad;
  }
}
