package org.ncsn.backend.nd4j.vector;

import static org.ncsn.backend.nd4j.vector.WinogradSizes.POSITIONS;

/**
 * Tiles that are computed together: as many as let their transformed patches and products stay in a
 * processor's cache, so that the transformed kernel is read as seldom as that allows.
 */
record TileBlocks(int tiles, int length) {
  /** What of the second cache a block may take: half a megabyte is common. */
  private static final int NUMBERS = 96 * 1024;

  private static final int LEAST = 2 * Products.ROWS;
  private static final int MOST = 8 * Products.ROWS;

  /**
   * @param channels of patches and products together
   */
  static TileBlocks of(int tiles, int channels) {
    int fitting = NUMBERS / (POSITIONS * channels) / Products.ROWS * Products.ROWS;
    return new TileBlocks(tiles, Math.max(LEAST, Math.min(MOST, fitting)));
  }

  /** How many blocks there are. */
  int count() {
    return (tiles + length - 1) / length;
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
