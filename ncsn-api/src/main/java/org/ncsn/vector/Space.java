package org.ncsn.vector;

/**
 * What is swept over, row by row: {@code images} times {@code rows} rows of {@code width} numbers
 * each. It is cut into parts in the same way however many images there are, so that an image's sums
 * are the same in any batch.
 */
public record Space(int images, int rows, int width) {
  /** Numbers that are computed with at once: a dozen blocks of them fit into the first cache. */
  private static final int BLOCK = 512;

  /** Numbers of a part, about; a part is the work of one thread. */
  private static final int PART = 32768;

  /** The widest row that there can be. */
  public static final int WIDEST = 4096;

  /** All numbers. */
  long size() {
    return (long) images * rows * width;
  }

  /** As many rows as make a block. */
  int rowsOfBlock() {
    return Math.min(rows, Math.max(1, BLOCK / width));
  }

  /** Numbers from the beginning of a block to that of the next, whole vectors. */
  int blockSize() {
    int numbers = rowsOfBlock() * width;
    return (numbers + Lanes.COUNT - 1) / Lanes.COUNT * Lanes.COUNT;
  }

  /** Rows of a part, but for the last one of an image. */
  int rowsOfPart() {
    int block = rowsOfBlock();
    return Math.max(1, PART / (block * width)) * block;
  }

  /** Parts of an image. */
  int partsOfImage() {
    return (rows + rowsOfPart() - 1) / rowsOfPart();
  }

  /** All parts. */
  int parts() {
    return images * partsOfImage();
  }
}
