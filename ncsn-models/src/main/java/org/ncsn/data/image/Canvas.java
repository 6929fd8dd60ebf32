package org.ncsn.data.image;

/**
 * What a frame is drawn on, which may be larger; a frame that reaches beyond it makes it larger.
 *
 * @param width of the canvas as the file claims it
 * @param height of the canvas as the file claims it
 * @param left where the frame begins
 * @param top where the frame begins
 * @param rgb colour around the frame
 */
record Canvas(int width, int height, int left, int top, int rgb) {
  private static final int COLOURS = 3;

  /** How many pixels the whole picture has. */
  long pixels(int frameWidth, int frameHeight) {
    return Math.max(width, left + (long) frameWidth) * Math.max(height, top + (long) frameHeight);
  }

  /**
   * The whole picture.
   *
   * @param transparency what becomes of the canvas around the frame, which is transparent
   */
  Picture around(Picture frame, Transparency transparency) {
    int wide = Math.max(width, left + frame.width());
    int high = Math.max(height, top + frame.height());
    if (wide == frame.width() && high == frame.height()) {
      return frame;
    }
    Picture drawn = frame.withChannels(COLOURS);
    byte[] pixels = new byte[Math.multiplyExact(wide * COLOURS, high)];
    byte[] colour = {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb};
    if (transparency == Transparency.LEFT_OUT && rgb != 0) {
      for (int i = 0; i < pixels.length; i += colour.length) {
        System.arraycopy(colour, 0, pixels, i, colour.length);
      }
    }
    for (int y = 0; y < drawn.height(); y++) {
      System.arraycopy(
          drawn.pixels(),
          y * drawn.width() * COLOURS,
          pixels,
          ((top + y) * wide + left) * COLOURS,
          drawn.width() * COLOURS);
    }
    return new Picture(high, wide, COLOURS, pixels);
  }
}
