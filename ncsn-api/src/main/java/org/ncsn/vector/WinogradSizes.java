package org.ncsn.vector;

/**
 * Sizes of a 3 x 3 convolution of channels-last images without stride or dilation, and of its tiles
 * of 4 x 4 pixels of the result.
 *
 * @param images how many
 * @param height rows of an image
 * @param width columns of an image
 * @param inputs channels of an image
 * @param padH rows of zeros above and below, at most 2
 * @param padW columns of zeros on the left and on the right, at most 2
 * @param outputs channels of a result
 */
public record WinogradSizes(
    int images, int height, int width, int inputs, int padH, int padW, int outputs) {
  /** Rows and columns of a tile. */
  static final int TILE = 4;

  /** Rows and columns of a kernel. */
  static final int TAPS = 3;

  /** Rows and columns of what a tile is made of. */
  static final int PATCH = 6;

  /** Numbers of a patch, each of which is multiplied on its own. */
  static final int POSITIONS = PATCH * PATCH;

  /** Rows of a result. */
  public int outHeight() {
    return height + 2 * padH - 2;
  }

  /** Columns of a result. */
  public int outWidth() {
    return width + 2 * padW - 2;
  }

  /** Rows of tiles of one image. */
  int tileRows() {
    return (outHeight() + TILE - 1) / TILE;
  }

  /** Columns of tiles of one image. */
  int tileColumns() {
    return (outWidth() + TILE - 1) / TILE;
  }

  /** Tiles of all images. */
  public int tiles() {
    return images * tileRows() * tileColumns();
  }

  /** Whether Java can number the bytes of all arrays. */
  public boolean isAddressable() {
    long pixels = Math.max((long) height * width, (long) outHeight() * outWidth());
    long most = Math.max(images * pixels * Math.max(inputs, outputs), transformedNumbers());
    return most <= Integer.MAX_VALUE / Float.BYTES;
  }

  private long transformedNumbers() {
    return (long) POSITIONS * columnBlocks() * inputs * Products.COLUMNS;
  }

  /** These sizes as far as a kernel depends on them. */
  public WinogradSizes ofKernel() {
    return new WinogradSizes(1, 1, 1, inputs, 1, 1, outputs);
  }

  /** Numbers of the transformed kernel. */
  public int transformedKernel() {
    return Math.toIntExact(transformedNumbers());
  }

  /** Blocks of columns that products are computed in, of which the last may not be full. */
  int columnBlocks() {
    return (outputs + Products.COLUMNS - 1) / Products.COLUMNS;
  }

  /** Where the rows of a block of columns begin in the transformed kernel. */
  int panel(int position, int block) {
    return (position * columnBlocks() + block) * inputs * Products.COLUMNS;
  }
}
