package org.ncsn.backend.nd4j.vector;

import java.util.Arrays;

/** Squares of pixels out of channels-last images and into them, on the heap padded to lanes. */
record Patches(FloatMemory images, int height, int width, int channels) {
  /** Channels of a pixel on the heap. */
  int padded() {
    return (channels + Lanes.COUNT - 1) / Lanes.COUNT * Lanes.COUNT;
  }

  /**
   * Copies a square; what lies outside of the image is 0.
   *
   * @param top row of its first pixel, perhaps negative
   * @param left column of its first pixel, perhaps negative
   * @param side rows and columns
   */
  void read(int image, int top, int left, int side, float[] square) {
    int pixel = padded();
    int from = Math.max(0, -left);
    int to = Math.min(side, width - left);
    if (from > 0 || to < side || top < 0 || top + side > height || pixel > channels) {
      Arrays.fill(square, 0, side * side * pixel, 0);
    }
    for (int row = Math.max(0, -top); row < Math.min(side, height - top); row++) {
      int source = index(image, top + row, left + from);
      int target = (row * side + from) * pixel;
      if (pixel == channels) {
        images.read(source, square, target, (to - from) * channels);
      } else {
        for (int column = from; column < to; column++) {
          images.read(source, square, target, channels);
          source += channels;
          target += pixel;
        }
      }
    }
  }

  /**
   * Copies a square back, as far as it lies inside of the image.
   *
   * @param pixel numbers of a pixel of the square, of which the first are its channels
   */
  void write(int image, int top, int left, int side, int pixel, float[] square) {
    int columns = Math.min(side, width - left);
    for (int row = 0; row < Math.min(side, height - top); row++) {
      int target = index(image, top + row, left);
      int source = row * side * pixel;
      if (pixel == channels) {
        images.write(target, square, source, columns * channels);
      } else {
        for (int column = 0; column < columns; column++) {
          images.write(target, square, source, channels);
          source += pixel;
          target += channels;
        }
      }
    }
  }

  private int index(int image, int row, int column) {
    return ((image * height + row) * width + column) * channels;
  }
}
