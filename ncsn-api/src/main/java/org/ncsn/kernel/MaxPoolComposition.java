package org.ncsn.kernel;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * Maximum pooling made of other kernels: slower, and right on every engine. What is needed in
 * between is released.
 *
 * @param <A> the engine's array
 */
record MaxPoolComposition<A>(Kernels<A> kernels) {
  /**
   * The largest element of every window: the maximum of as many images as a window has pixels.
   *
   * @param shape of the image, {@code [N,H,W,C]}
   */
  A maxPool(A image, Shape shape, PoolWindow window) {
    int channels = shape.extent(3);
    int count = shape.extent(0) * shape.extent(1) * shape.extent(2);
    A pixels = kernels.shaping().reshape(image, Shape.of(count, channels));
    A largest = tap(pixels, shape, window, 0);
    for (int tap = 1; tap < window.size() * window.size(); tap++) {
      A before = largest;
      A next = tap(pixels, shape, window, tap);
      largest = kernels.elementwise().binary(BinaryFunction.MAXIMUM, before, next);
      kernels.elementwise().release(before);
      kernels.elementwise().release(next);
    }
    A result = kernels.shaping().reshape(largest, window.output(shape));
    kernels.elementwise().release(largest);
    kernels.elementwise().release(pixels);
    return result;
  }

  /** The pixel of this number in every window. */
  private A tap(A pixels, Shape shape, PoolWindow window, int tap) {
    A indices = kernels.creation().constant(sources(shape, window, tap));
    A taken = kernels.indexing().gatherRows(pixels, indices);
    kernels.elementwise().release(indices);
    return taken;
  }

  /** What lies outside is taken from the nearest pixel, which is of the same window. */
  private static HostArray sources(Shape shape, PoolWindow window, int tap) {
    Shape output = window.output(shape);
    int[] sources = new int[output.extent(0) * output.extent(1) * output.extent(2)];
    int to = 0;
    for (int n = 0; n < output.extent(0); n++) {
      for (int y = 0; y < output.extent(1); y++) {
        for (int x = 0; x < output.extent(2); x++) {
          int row = position(y, tap / window.size(), window, shape.extent(1));
          int column = position(x, tap % window.size(), window, shape.extent(2));
          sources[to++] = (n * shape.extent(1) + row) * shape.extent(2) + column;
        }
      }
    }
    return HostArray.of(Shape.of(sources.length), sources);
  }

  private static int position(int output, int tap, PoolWindow window, int extent) {
    int position = output * window.stride() + tap - window.pad();
    return Math.max(0, Math.min(position, extent - 1));
  }
}
