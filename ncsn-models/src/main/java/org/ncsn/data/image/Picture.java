package org.ncsn.data.image;

import java.util.Objects;

/**
 * An 8-bit picture in memory, {@code [H,W,C]} with one channel (grey) or three (red, green, blue).
 */
public final class Picture {
  private static final int COLOURS = 3;

  // What red, green and blue weigh in the brightness (ITU-R 601), in units of 2^-16.
  private static final int RED = 19_595;
  private static final int GREEN = 38_470;
  private static final int BLUE = 7_471;
  private static final int HALF = 1 << 15;

  private final int height;
  private final int width;
  private final int channels;
  private final byte[] pixels;

  /**
   * A picture over the given bytes, which are not changed afterwards.
   *
   * @param pixels 0 to 255, in row-major order {@code [H,W,C]}
   * @throws IllegalArgumentException if the bytes do not fill the picture, or it has neither one
   *     channel nor three
   */
  public Picture(int height, int width, int channels, byte[] pixels) {
    boolean greyOrColour = channels == 1 || channels == COLOURS;
    if (height < 1
        || width < 1
        || !greyOrColour
        || (long) height * width * channels != pixels.length) {
      throw new IllegalArgumentException(
          pixels.length + " bytes are no picture [" + height + "," + width + "," + channels + "]");
    }
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.pixels = pixels;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  public int channels() {
    return channels;
  }

  /** The bytes of this picture themselves; not to be changed. */
  public byte[] pixels() {
    return pixels;
  }

  /**
   * This picture in grey or in colour. Brightness is rounded as PIL rounds it: (19595 R + 38470 G +
   * 7471 B) / 65536; a grey picture becomes one of three equal channels.
   *
   * @param wanted 1 or 3
   */
  public Picture withChannels(int wanted) {
    if (wanted == channels) {
      return this;
    }
    byte[] result = new byte[Math.multiplyExact(height * width, wanted)];
    for (int i = 0; i < height * width; i++) {
      if (wanted == 1) {
        result[i] = brightness(COLOURS * i);
      } else {
        for (int c = 0; c < wanted; c++) {
          result[wanted * i + c] = pixels[i];
        }
      }
    }
    return new Picture(height, width, wanted, result);
  }

  private byte brightness(int at) {
    int sum =
        RED * Byte.toUnsignedInt(pixels[at])
            + GREEN * Byte.toUnsignedInt(pixels[at + 1])
            + BLUE * Byte.toUnsignedInt(pixels[at + 2]);
    return (byte) ((sum + HALF) >> 16);
  }

  /**
   * A part of this picture.
   *
   * @throws IndexOutOfBoundsException if it reaches beyond the picture
   */
  public Picture crop(int top, int left, int cropHeight, int cropWidth) {
    Objects.checkFromIndexSize(top, cropHeight, height);
    Objects.checkFromIndexSize(left, cropWidth, width);
    int row = cropWidth * channels;
    byte[] result = new byte[cropHeight * row];
    for (int y = 0; y < cropHeight; y++) {
      System.arraycopy(pixels, ((top + y) * width + left) * channels, result, y * row, row);
    }
    return new Picture(cropHeight, cropWidth, channels, result);
  }
}
