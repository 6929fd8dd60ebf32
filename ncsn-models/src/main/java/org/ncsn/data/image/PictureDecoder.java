package org.ncsn.data.image;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes files of pictures: the first frame on its canvas, upright; transparency is left out, as
 * torchvision leaves it out, unless something else is asked for. What a header claims is looked at
 * before anything is decoded.
 */
final class PictureDecoder {
  /** 8192 x 8192; in memory three bytes each. */
  static final long MAX_PIXELS = 1L << 26;

  /** Larger pictures are no larger than their files are worth: blank ones take time, too. */
  private static final long MAX_BLANK_PIXELS = 1L << 24;

  /** A PNG file has 344 pixels a byte at most in colour, JPEG fewer. */
  private static final long MAX_PIXELS_PER_BYTE = 1024;

  /**
   * So many pixels are gone over at most, which takes some seconds: as many as 16 scans of the
   * largest picture have, or 1,000 of a small one. Honest progressive files have about ten.
   */
  private static final long MAX_WORK = 1L << 30;

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
    return decode(file, Transparency.LEFT_OUT);
  }

  /** As {@link #decode(byte[])}. */
  static Picture decode(byte[] file, Transparency transparency) throws IOException {
    ImageFormat format =
        ImageFormat.of(file)
            .orElseThrow(() -> new IOException("it is no JPEG, PNG, GIF, BMP or WebP"));
    return switch (format) {
      case JPEG -> {
        JpegSegments segments = JpegSegments.of(file);
        yield segments.orientation().upright(read(format, file, segments.scans(), transparency));
      }
      case PNG -> PngChunks.orientation(file).upright(read(format, file, 1, transparency));
      case WEBP -> webp(file, transparency);
      case GIF -> {
        GifFrame frame = GifFrame.of(file);
        yield framed(frame.canvas(), read(format, frame.file(), 1, transparency), transparency);
      }
      case BMP -> {
        if (file.length > BMP_COMPRESSION && file[BMP_COMPRESSION] >= BMP_EMBEDDED) {
          throw new IOException("BMP files that wrap other formats are not read");
        }
        yield read(format, file, 1, transparency);
      }
    };
  }

  private static Picture webp(byte[] file, Transparency transparency) throws IOException {
    WebpChunks chunks = WebpChunks.of(file);
    requirePixels(chunks.largestFrame(), file.length);
    Picture frame = read(ImageFormat.WEBP, file, 1, transparency);
    Optional<Canvas> canvas = chunks.canvas();
    Picture whole = canvas.isEmpty() ? frame : framed(canvas.get(), frame, transparency);
    return chunks.orientation().upright(whole);
  }

  private static Picture framed(Canvas canvas, Picture frame, Transparency transparency)
      throws IOException {
    if (canvas.pixels(frame.width(), frame.height()) > MAX_PIXELS) {
      throw new IOException("its canvas has more than " + MAX_PIXELS + " pixels");
    }
    return canvas.around(frame, transparency);
  }

  /**
   * @param passes how often the reader goes over all pixels
   */
  private static Picture read(
      ImageFormat format, byte[] file, int passes, Transparency transparency) throws IOException {
    ImageReader reader = reader(format);
    try (ImageInputStream in = new BoundedImageInput(file)) {
      reader.setInput(in, true, true);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      requirePixels(pixels, file.length);
      if (pixels * passes > MAX_WORK) {
        throw new IOException(
            String.format(Locale.ROOT, "it goes over its %d pixels %d times", pixels, passes));
      }
      Warnings warnings = new Warnings();
      reader.addIIOReadWarningListener(warnings);
      BufferedImage image = reader.read(0);
      warnings.requireComplete();
      return Rasters.picture(image, transparency);
    } catch (EOFException e) {
      throw new IOException("it is cut off", e);
    } catch (RuntimeException damaged) {
      // The readers trust what they find, and stumble over it in every way that Java has.
      throw new IOException("it is damaged", damaged);
    } finally {
      reader.dispose();
    }
  }

  private static void requirePixels(long pixels, int bytes) throws IOException {
    if (pixels > MAX_PIXELS) {
      throw new IOException(
          String.format(Locale.ROOT, "it claims %d pixels, more than %d", pixels, MAX_PIXELS));
    }
    if (pixels > MAX_BLANK_PIXELS && pixels / bytes > MAX_PIXELS_PER_BYTE) {
      throw new IOException(
          String.format(Locale.ROOT, "it claims %d pixels in %d bytes", pixels, bytes));
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
