package org.ncsn.vector;

import java.util.Arrays;

/**
 * How an array lies in a space: along which axes it extends; along the others it is repeated.
 *
 * @param images whether each image has numbers of its own
 * @param rows whether each row has
 * @param width whether those in a row differ
 */
public record Access(boolean images, boolean rows, boolean width) {
  /** An array that is as large as the space. */
  public static final Access FULL = new Access(true, true, true);

  /** Whether all rows of an image are alike. */
  boolean isTile() {
    return !rows;
  }

  private int stride(Space space) {
    return width ? space.width() : 1;
  }

  /** Where the numbers of a row begin in the array. */
  int offset(Space space, int image, int row) {
    int ofImages = images ? image * (rows ? space.rows() : 1) : 0;
    return (ofImages + (rows ? row : 0)) * stride(space);
  }

  /** Reads the numbers of some rows of an image, each as often as it is repeated. */
  void read(
      FloatMemory memory, Space space, int image, int row, int count, float[] blocks, int at) {
    int offset = offset(space, image, row);
    int wide = space.width();
    if (rows && (width || wide == 1)) {
      memory.read(offset, blocks, at, count * wide);
    } else if (rows) {
      spread(memory, offset, count, wide, blocks, at);
    } else if (width && wide > 1) {
      memory.read(offset, blocks, at, wide);
      for (int filled = wide; filled < count * wide; filled *= 2) {
        int copied = Math.min(filled, count * wide - filled);
        System.arraycopy(blocks, at, blocks, at + filled, copied);
      }
    } else {
      memory.read(offset, blocks, at, 1);
      Arrays.fill(blocks, at, at + count * wide, blocks[at]);
    }
  }

  /** One number for each row: from the last to the first, since they are read to where they go. */
  private static void spread(
      FloatMemory memory, int offset, int count, int wide, float[] blocks, int at) {
    memory.read(offset, blocks, at, count);
    for (int i = count - 1; i >= 0; i--) {
      float number = blocks[at + i];
      Arrays.fill(blocks, at + i * wide, at + (i + 1) * wide, number);
    }
  }
}
