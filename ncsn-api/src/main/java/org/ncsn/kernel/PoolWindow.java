package org.ncsn.kernel;

import org.ncsn.array.Shape;

/**
 * A square pooling window. Average pooling counts the padding's zeros: it always divides by {@code
 * size * size}.
 *
 * @param size rows and columns of the window, at least 1
 * @param stride rows and columns from one window to the next, at least 1
 * @param pad rows and columns of padding on every side, at least 0 and at most half the window
 */
public record PoolWindow(int size, int stride, int pad) {
  public PoolWindow {
    if (size < 1 || stride < 1 || pad < 0 || 2 * pad > size) {
      throw new IllegalArgumentException(
          "pooling: size and stride are at least 1 and padding between 0 and half the size, found"
              + " size "
              + size
              + ", stride "
              + stride
              + ", padding "
              + pad);
    }
  }

  /** The output {@code [N,H',W',C]} of an image {@code [N,H,W,C]}. */
  public Shape output(Shape image) {
    return image.with(1, output(image.extent(1))).with(2, output(image.extent(2)));
  }

  private int output(int extent) {
    return Math.floorDiv(extent + 2 * pad - size, stride) + 1;
  }
}
