package org.ncsn.cli.output;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.io.AtomicFile;

/**
 * A batch of images as one picture, laid out and rounded as torchvision's {@code make_grid} and
 * {@code save_image} do by default: rows of equal cells, two black pixels around each, and a single
 * image without a border.
 */
public final class ImageGrid {
  private static final int PADDING = 2;

  private ImageGrid() {}

  /** The columns of the squarest grid that holds so many images. */
  public static int columnsFor(int images) {
    return (int) Math.ceil(Math.sqrt(images));
  }

  /**
   * The picture of a batch.
   *
   * @param images {@code float32[N,H,W,C]} with C 1 or 3; values are clamped to [0,1]
   * @param columns images in a row
   * @throws IllegalArgumentException if there is no image, no column, or another number of channels
   */
  public static BufferedImage of(HostArray images, int columns) {
    Shape shape = images.shape();
    if (shape.rank() != 4 || shape.extent(0) < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "a grid of "
              + columns
              + " columns cannot hold "
              + images.type()
              + "; it takes [N,H,W,C]");
    }
    int count = shape.extent(0);
    int height = shape.extent(1);
    int width = shape.extent(2);
    if (count == 1) {
      BufferedImage single = blank(width, height, shape.extent(3));
      copy(images, 0, single.getRaster(), 0, 0);
      return single;
    }
    int across = Math.min(columns, count);
    int down = (count + across - 1) / across;
    int stepX = width + PADDING;
    int stepY = height + PADDING;
    BufferedImage grid = blank(across * stepX + PADDING, down * stepY + PADDING, shape.extent(3));
    for (int i = 0; i < count; i++) {
      int x = (i % across) * stepX + PADDING;
      int y = (i / across) * stepY + PADDING;
      copy(images, i, grid.getRaster(), x, y);
    }
    return grid;
  }

  /** A picture enlarged by a whole factor, each pixel a square. */
  public static BufferedImage enlarge(BufferedImage image, int factor) {
    WritableRaster source = image.getRaster();
    BufferedImage large =
        blank(image.getWidth() * factor, image.getHeight() * factor, source.getNumBands());
    int[] pixel = new int[source.getNumBands()];
    for (int y = 0; y < large.getHeight(); y++) {
      for (int x = 0; x < large.getWidth(); x++) {
        large.getRaster().setPixel(x, y, source.getPixel(x / factor, y / factor, pixel));
      }
    }
    return large;
  }

  /**
   * Creates or replaces a PNG file.
   *
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  public static void writePng(BufferedImage image, Path file) {
    byte[] bytes = png(image);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /**
   * A picture in the PNG format; in memory, since ImageIO hides why a stream failed. Not by {@code
   * ImageIO.write}, which makes a temporary file, and none while the process is going down.
   */
  static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(image);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A black picture: grey for one channel, RGB for three. */
  private static BufferedImage blank(int width, int height, int channels) {
    return switch (channels) {
      case 1 -> new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      case 3 -> new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      default ->
          throw new IllegalArgumentException(
              "images have 1 channel (grey) or 3 (colour), not " + channels);
    };
  }

  // Through the raster: setRGB would bend grey values by a gamma curve.
  private static void copy(HostArray images, int index, WritableRaster target, int left, int top) {
    Shape shape = images.shape();
    float[] values = images.floats();
    int channels = shape.extent(3);
    int[] pixel = new int[channels];
    int at = index * shape.extent(1) * shape.extent(2) * channels;
    for (int y = 0; y < shape.extent(1); y++) {
      for (int x = 0; x < shape.extent(2); x++) {
        for (int c = 0; c < channels; c++) {
          pixel[c] = level(values[at++]);
        }
        target.setPixel(left + x, top + y, pixel);
      }
    }
  }

  /** The nearest of 256 levels, in float32 as torchvision computes it; 0 for NaN. */
  private static int level(float value) {
    return (int) Math.max(0f, Math.min(255f, value * 255f + 0.5f));
  }
}
