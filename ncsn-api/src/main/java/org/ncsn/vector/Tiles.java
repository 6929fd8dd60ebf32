package org.ncsn.vector;

import static org.ncsn.vector.WinogradSizes.PATCH;
import static org.ncsn.vector.WinogradSizes.TILE;

/**
 * Neighbouring tiles of a result, side by side: what they are made of overlaps, and is read and
 * transformed along the columns once.
 *
 * @param row of their first pixels
 * @param column of the first one's first pixel
 * @param count how many
 */
record Tiles(int image, int row, int column, int count) {
  /** As many as there are at most: what they are made of stays in a cache. */
  private static final int MOST = 8;

  /**
   * The tiles from a number on that stand in one row. They are numbered along rows, then columns,
   * then images.
   *
   * @param limit how many are wanted at most
   */
  static Tiles from(int number, int limit, WinogradSizes sizes) {
    int columns = sizes.tileColumns();
    int row = number / columns;
    int column = number % columns;
    return new Tiles(
        row / sizes.tileRows(),
        row % sizes.tileRows() * TILE,
        column * TILE,
        Math.min(Math.min(MOST, limit), columns - column));
  }

  /** Columns of pixels of so many tiles. */
  static int columns(int count) {
    return count * TILE;
  }

  /** Reads what they are made of, row by row. */
  void readPatches(Patches images, WinogradSizes sizes, float[] pixels) {
    int wide = columnsOfPatches(count);
    images.read(image, row - sizes.padH(), column - sizes.padW(), PATCH, wide, pixels);
  }

  /** Columns of pixels that so many tiles are made of. */
  static int columnsOfPatches(int count) {
    return (count - 1) * TILE + PATCH;
  }

  /** The most pixels that tiles of a row are made of. */
  static int mostPixels(WinogradSizes sizes) {
    return PATCH * columnsOfPatches(Math.min(MOST, sizes.tileColumns()));
  }
}
