package org.ncsn.backend.nd4j.vector;

/**
 * Where a tile of a result is.
 *
 * @param row of its first pixel
 * @param column of its first pixel
 */
record Tile(int image, int row, int column) {
  /** Tiles are numbered along rows, then columns, then images. */
  static Tile of(int number, WinogradSizes sizes) {
    int columns = sizes.tileColumns();
    int row = number / columns;
    return new Tile(
        row / sizes.tileRows(),
        row % sizes.tileRows() * WinogradSizes.TILE,
        number % columns * WinogradSizes.TILE);
  }
}
