package org.ncsn.tck.reference;

import org.ncsn.array.HostArray;
import org.ncsn.kernel.ResizeKernels;

/**
 * Row {@code y} of {@code H'} rows lies at {@code y (H-1)/(H'-1)} of the image's rows (at 0 if
 * {@code H'} is 1), between two of them whose shares are the distances to the other; columns
 * likewise.
 */
final class ReferenceResize implements ResizeKernels<HostArray> {
  @Override
  public HostArray bilinear(HostArray image, int height, int width) {
    Grid in = Grid.of(image);
    Grid out = Grid.zeros(image.shape().with(1, height).with(2, width));
    everyShare(
        in,
        out,
        (n, row, column, y, x, c, share) -> out.add(n, y, x, c, share * in.at(n, row, column, c)));
    return out.rounded(image.dtype());
  }

  @Override
  public HostArray bilinearAdjoint(HostArray resized, int height, int width) {
    Grid in = Grid.zeros(resized.shape().with(1, height).with(2, width));
    Grid out = Grid.of(resized);
    everyShare(
        in,
        out,
        (n, row, column, y, x, c, share) -> in.add(n, row, column, c, share * out.at(n, y, x, c)));
    return in.rounded(resized.dtype());
  }

  private static void everyShare(Grid image, Grid resized, Share share) {
    for (int n = 0; n < resized.extent(0); n++) {
      for (int y = 0; y < resized.extent(1); y++) {
        for (int x = 0; x < resized.extent(2); x++) {
          double atRow = source(y, image.extent(1), resized.extent(1));
          double atColumn = source(x, image.extent(2), resized.extent(2));
          // Of all others the share is 0.
          int bottom = Math.min((int) atRow + 2, image.extent(1));
          int right = Math.min((int) atColumn + 2, image.extent(2));
          for (int row = (int) atRow; row < bottom; row++) {
            for (int column = (int) atColumn; column < right; column++) {
              double part = hat(atRow - row) * hat(atColumn - column);
              for (int c = 0; part != 0 && c < resized.extent(3); c++) {
                share.visit(n, row, column, y, x, c, part);
              }
            }
          }
        }
      }
    }
  }

  private static double source(int position, int extent, int resized) {
    return resized == 1 ? 0 : (double) position * (extent - 1) / (resized - 1);
  }

  private static double hat(double distance) {
    return Math.max(0, 1 - Math.abs(distance));
  }

  /** A pixel of the image, a pixel of the resized one, and how much the one gives to the other. */
  private interface Share {
    void visit(int n, int row, int column, int y, int x, int c, double share);
  }
}
