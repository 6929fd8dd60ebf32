package org.ncsn.data.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Takes 8-bit pictures out of ImageIO's images. */
final class Rasters {
  private static final int COLOURS = 3;

  private Rasters() {}

  /** An image's pixels; of 16 bits the upper 8. */
  static Picture picture(BufferedImage image, Transparency transparency) {
    Picture colours = withoutAlpha(image);
    return transparency == Transparency.ON_BLACK && image.getColorModel().hasAlpha()
        ? onBlack(colours, image)
        : colours;
  }

  private static Picture onBlack(Picture colours, BufferedImage image) {
    byte[] pixels = colours.pixels().clone();
    int channels = colours.channels();
    int width = image.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int alpha = row[x] >>> 24;
        int at = (y * width + x) * channels;
        for (int c = 0; c < channels; c++) {
          pixels[at + c] = (byte) (Byte.toUnsignedInt(pixels[at + c]) * alpha / 255);
        }
      }
    }
    return new Picture(colours.height(), width, channels, pixels);
  }

  private static Picture withoutAlpha(BufferedImage image) {
    ColorModel model = image.getColorModel();
    int type = model.getColorSpace().getType();
    boolean plain =
        !(model instanceof IndexColorModel)
            && !model.isAlphaPremultiplied()
            && model.getComponentSize(0) >= Byte.SIZE;
    if (plain && type == ColorSpace.TYPE_GRAY) {
      return samples(image, 1);
    }
    if (plain && type == ColorSpace.TYPE_RGB) {
      return samples(image, COLOURS);
    }
    return converted(image);
  }

  /** The numbers as they are stored: Java's conversion would brighten grey ones. */
  private static Picture samples(BufferedImage image, int channels) {
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int shift = image.getColorModel().getComponentSize(0) - Byte.SIZE;
    int width = image.getWidth();
    byte[] pixels = new byte[image.getHeight() * width * channels];
    int[] row = new int[width * bands];
    int to = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          pixels[to++] = (byte) (row[x * bands + c] >> shift);
        }
      }
    }
    return new Picture(image.getHeight(), width, channels, pixels);
  }

  private static Picture converted(BufferedImage image) {
    int width = image.getWidth();
    byte[] pixels = new byte[image.getHeight() * width * COLOURS];
    int[] row = new int[width];
    int to = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        pixels[to++] = (byte) (argb >> 16);
        pixels[to++] = (byte) (argb >> 8);
        pixels[to++] = (byte) argb;
      }
    }
    return new Picture(image.getHeight(), width, COLOURS, pixels);
  }
}
