package org.ncsn.data.image;

/** How a camera was held, in the order of EXIF's numbers. */
enum Orientation {
  NORMAL(false, false, false),
  FLIPPED_ACROSS(false, true, false),
  HALF_TURN(false, true, true),
  FLIPPED_DOWN(false, false, true),
  TRANSPOSED(true, false, false),
  QUARTER_TURN(true, false, true),
  TRANSVERSED(true, true, true),
  THREE_QUARTER_TURN(true, true, false);

  private final boolean swapped;
  private final boolean fromRight;
  private final boolean fromBottom;

  /**
   * @param swapped whether rows of the upright picture are columns of the stored one
   * @param fromRight whether the stored picture is read from right to left
   * @param fromBottom whether it is read from the bottom up
   */
  Orientation(boolean swapped, boolean fromRight, boolean fromBottom) {
    this.swapped = swapped;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** By EXIF's number; normal if it has none of that. */
  static Orientation numbered(int number) {
    return number >= 1 && number <= values().length ? values()[number - 1] : NORMAL;
  }

  /** A stored picture turned the way it was meant to be seen. */
  Picture upright(Picture stored) {
    if (this == NORMAL) {
      return stored;
    }
    int height = swapped ? stored.width() : stored.height();
    int width = swapped ? stored.height() : stored.width();
    int channels = stored.channels();
    byte[] pixels = new byte[stored.pixels().length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = swapped ? x : y;
        int column = swapped ? y : x;
        int fromY = fromBottom ? stored.height() - 1 - row : row;
        int fromX = fromRight ? stored.width() - 1 - column : column;
        System.arraycopy(
            stored.pixels(),
            (fromY * stored.width() + fromX) * channels,
            pixels,
            (y * width + x) * channels,
            channels);
      }
    }
    return new Picture(height, width, channels, pixels);
  }
}
