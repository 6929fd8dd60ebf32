package org.ncsn.tck.reference;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.kernel.PoolingKernels;

final class ReferencePooling implements PoolingKernels<HostArray> {
  @Override
  public HostArray averagePool(HostArray image, PoolWindow window) {
    Grid in = Grid.of(image);
    Grid out = Grid.zeros(window.output(image.shape()));
    double area = window.size() * window.size();
    everyPair(
        in,
        out,
        window,
        (n, row, column, y, x, c) -> out.add(n, y, x, c, in.at(n, row, column, c) / area));
    return out.rounded(image.dtype());
  }

  @Override
  public HostArray averagePoolAdjoint(HostArray pooled, Shape imageShape, PoolWindow window) {
    Grid in = Grid.zeros(imageShape);
    Grid out = Grid.of(pooled);
    double area = window.size() * window.size();
    everyPair(
        in,
        out,
        window,
        (n, row, column, y, x, c) -> in.add(n, row, column, c, out.at(n, y, x, c) / area));
    return in.rounded(pooled.dtype());
  }

  @Override
  public HostArray maxPool(
      HostArray image, Shape shape, PoolWindow window, Kernels<HostArray> kernels) {
    Grid in = Grid.of(image);
    Grid out = Grid.lowest(window.output(shape));
    everyPair(
        in,
        out,
        window,
        (n, row, column, y, x, c) -> out.raise(n, y, x, c, in.at(n, row, column, c)));
    return out.rounded(image.dtype());
  }

  private static void everyPair(Grid image, Grid pooled, PoolWindow window, Pair pair) {
    for (int n = 0; n < pooled.extent(0); n++) {
      for (int y = 0; y < pooled.extent(1); y++) {
        for (int x = 0; x < pooled.extent(2); x++) {
          for (int i = 0; i < window.size(); i++) {
            for (int j = 0; j < window.size(); j++) {
              int row = y * window.stride() - window.pad() + i;
              int column = x * window.stride() - window.pad() + j;
              if (image.hasPixel(row, column)) {
                for (int c = 0; c < pooled.extent(3); c++) {
                  pair.visit(n, row, column, y, x, c);
                }
              }
            }
          }
        }
      }
    }
  }

  /** A pixel of the image and the window that it lies in. */
  private interface Pair {
    void visit(int n, int row, int column, int y, int x, int c);
  }
}
