package org.ncsn.vector;

import java.util.Arrays;

/** Rectangles of pixels out of channels-last images and into them, on the heap padded to lanes. */
record Patches(FloatMemory images, int height, int width, int channels) {
  /** Channels of a pixel on the heap. */
  int padded() {
    return (channels + Lanes.COUNT - 1) / Lanes.COUNT * Lanes.COUNT;
  }

  /**
   * Copies a rectangle; what lies outside of the image is 0.
   *
   * @param top row of its first pixel, perhaps negative
   * @param left column of its first pixel, perhaps negative
   */
  void read(int image, int top, int left, int rows, int columns, float[] pixels) {
    int pixel = padded();
    int from = Math.max(0, -left);
    int to = Math.min(columns, width - left);
    for (int row = 0; row < rows; row++) {
      int first = row * columns * pixel;
      int y = top + row;
      if (y < 0 || y >= height) {
        Arrays.fill(pixels, first, first + columns * pixel, 0);
      } else {
        Arrays.fill(pixels, first, first + from * pixel, 0);
        read(index(image, y, left + from), to - from, pixels, first + from * pixel);
        Arrays.fill(pixels, first + to * pixel, first + columns * pixel, 0);
      }
    }
  }

  private void read(int source, int count, float[] pixels, int target) {
    int pixel = padded();
    if (pixel == channels) {
      images.read(source, pixels, target, count * channels);
    } else {
      Arrays.fill(pixels, target, target + count * pixel, 0);
      for (int i = 0; i < count; i++) {
        images.read(source + i * channels, pixels, target + i * pixel, channels);
      }
    }
  }

  /**
   * Copies a rectangle back, as far as it lies inside of the image.
   *
   * @param pixel numbers of a pixel of the rectangle, of which the first are its channels
   */
  void write(int image, int top, int left, int rows, int columns, int pixel, float[] pixels) {
    int inside = Math.min(columns, width - left);
    for (int row = 0; row < Math.min(rows, height - top); row++) {
      int target = index(image, top + row, left);
      int source = row * columns * pixel;
      if (pixel == channels) {
        images.write(target, pixels, source, inside * channels);
      } else {
        for (int column = 0; column < inside; column++) {
          images.write(target, pixels, source, channels);
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
