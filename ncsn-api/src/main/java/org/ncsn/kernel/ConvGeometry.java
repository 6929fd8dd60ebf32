package org.ncsn.kernel;

import org.ncsn.array.Shape;

/**
 * How a convolution's kernel moves over an image: the same zero padding before and after.
 *
 * @param strideH rows from one position to the next, at least 1
 * @param strideW columns from one position to the next, at least 1
 * @param padH zero rows above and below the image, at least 0
 * @param padW zero columns left and right of it, at least 0
 * @param dilationH rows from one kernel tap to the next, at least 1
 * @param dilationW columns from one kernel tap to the next, at least 1
 */
public record ConvGeometry(
    int strideH, int strideW, int padH, int padW, int dilationH, int dilationW) {
  public ConvGeometry {
    if (strideH < 1 || strideW < 1 || dilationH < 1 || dilationW < 1 || padH < 0 || padW < 0) {
      throw new IllegalArgumentException(
          "conv2d: stride and dilation are at least 1 and padding at least 0, found stride "
              + strideH
              + "x"
              + strideW
              + ", dilation "
              + dilationH
              + "x"
              + dilationW
              + ", padding "
              + padH
              + "x"
              + padW);
    }
  }

  /** The same stride, padding and dilation along both axes. */
  public static ConvGeometry of(int stride, int pad, int dilation) {
    return new ConvGeometry(stride, stride, pad, pad, dilation, dilation);
  }

  /** Whether taps are next to each other. */
  public boolean isDense() {
    return dilationH == 1 && dilationW == 1;
  }

  /** Rows of the output for an image of {@code height} rows and a kernel of {@code taps} rows. */
  public int outputHeight(int height, int taps) {
    return output(height, taps, strideH, padH, dilationH);
  }

  /** Columns of the output, likewise. */
  public int outputWidth(int width, int taps) {
    return output(width, taps, strideW, padW, dilationW);
  }

  private static int output(int extent, int taps, int stride, int pad, int dilation) {
    return Math.floorDiv(extent + 2 * pad - dilation * (taps - 1) - 1, stride) + 1;
  }

  /** The output {@code [N,H',W',Cout]} of an image {@code [N,H,W,Cin]} and a kernel. */
  public Shape output(Shape image, Shape kernel) {
    return Shape.of(
        image.extent(0),
        outputHeight(image.extent(1), kernel.extent(0)),
        outputWidth(image.extent(2), kernel.extent(1)),
        kernel.extent(3));
  }
}
