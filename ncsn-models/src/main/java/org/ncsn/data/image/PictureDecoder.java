package org.ncsn.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes files of pictures: the first frame, upright, transparency left out as torchvision leaves
 * it out. What a header claims is looked at before anything is decoded.
 */
final class PictureDecoder {
  /** 8192 x 8192; in memory three bytes each. */
  static final long MAX_PIXELS = 1L << 26;

  /** Where a BMP file says how it is compressed, and from which value on it wraps a JPEG or PNG. */
  private static final int BMP_COMPRESSION = 30;

  private static final int BMP_EMBEDDED = 4;

  private PictureDecoder() {}

  /**
   * Decodes a file.
   *
   * @param file all of its bytes
   * @throws IOException if it is damaged, cut off, of no known format or too large
   */
  static Picture decode(byte[] file) throws IOException {
    ImageFormat format =
        ImageFormat.of(file)
            .orElseThrow(() -> new IOException("it is no JPEG, PNG, GIF, BMP or WebP"));
    if (format == ImageFormat.BMP
        && file.length > BMP_COMPRESSION
        && file[BMP_COMPRESSION] >= BMP_EMBEDDED) {
      throw new IOException("BMP files that wrap other formats are not read");
    }
    if (format == ImageFormat.WEBP && WebpFrames.largest(file) > MAX_PIXELS) {
      throw new IOException("it claims more than " + MAX_PIXELS + " pixels");
    }
    ImageReader reader = reader(format);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      return decode(reader, in, format);
    } catch (RuntimeException damaged) {
      // The readers trust what they find, and stumble over it in every way that Java has.
      throw new IOException("it is damaged (" + damaged + ")", damaged);
    } finally {
      reader.dispose();
    }
  }

  private static Picture decode(ImageReader reader, ImageInputStream in, ImageFormat format)
      throws IOException {
    boolean canBeTurned = format == ImageFormat.JPEG;
    reader.setInput(in, true, !canBeTurned);
    requireSize(reader.getWidth(0), reader.getHeight(0));
    Warnings warnings = new Warnings();
    reader.addIIOReadWarningListener(warnings);
    BufferedImage image = reader.read(0);
    warnings.requireComplete();
    Picture picture = Rasters.picture(image);
    return canBeTurned ? Orientation.of(reader).upright(picture) : picture;
  }

  private static void requireSize(int width, int height) throws IOException {
    if ((long) width * height > MAX_PIXELS) {
      throw new IOException(
          "it claims %d x %d pixels, more than %d".formatted(width, height, MAX_PIXELS));
    }
  }

  private static ImageReader reader(ImageFormat format) {
    Iterator<ImageReader> readers =
        ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
    if (!readers.hasNext()) {
      throw new IllegalStateException("no reader of " + format + " on the class path");
    }
    return readers.next();
  }

  /**
   * A JPEG file that is cut off is only worth a warning to its reader, which paints the rest grey.
   */
  private static final class Warnings implements javax.imageio.event.IIOReadWarningListener {
    private boolean cutOff;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      String lower = warning.toLowerCase(Locale.ROOT);
      cutOff |= lower.contains("premature end") || lower.contains("truncated");
    }

    void requireComplete() throws IOException {
      if (cutOff) {
        throw new IOException("it is cut off");
      }
    }
  }
}
