package org.ncsn.vector;

import static org.ncsn.vector.WinogradSizes.POSITIONS;

/**
 * Tiles that are computed together: as many as let the transformed kernel, or the sums of its
 * gradient, be read seldom. Transformed patches and products go through the second cache one
 * position after the other; that all of them fit into it matters less.
 */
record TileBlocks(int tiles, int length) {
  /** Numbers of a block, less than two megabytes. */
  private static final int NUMBERS = 448 * 1024;

  private static final int LEAST = 2 * Products.ROWS;
  private static final int MOST = 8 * Products.ROWS;

  /**
   * @param channels of patches and products together
   * @param parts threads, each of which is to have as many blocks as the others
   */
  static TileBlocks of(int tiles, int channels, int parts) {
    int fitting = NUMBERS / (POSITIONS * channels) / Products.ROWS * Products.ROWS;
    int most = Math.max(LEAST, Math.min(MOST, fitting));
    int blocks = divided(divided(tiles, most), parts) * parts;
    int length = divided(divided(tiles, blocks), Products.ROWS) * Products.ROWS;
    return new TileBlocks(tiles, Math.max(LEAST, length));
  }

  private static int divided(int number, int by) {
    return (number + by - 1) / by;
  }

  /** How many blocks there are. */
  int count() {
    return divided(tiles, length);
  }

  /** The first tile of a block. */
  int first(int block) {
    return block * length;
  }

  /** Tiles of a block. */
  int size(int block) {
    return Math.min(length, tiles - first(block));
  }

  /**
   * From one position of a transform to the next: not a multiple of a page, whose lines would take
   * each other's places in the cache.
   */
  int stride(int channels) {
    return length * channels + Products.COLUMNS;
  }
}
