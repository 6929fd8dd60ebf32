package org.ncsn.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.array.Shape;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;
import org.ncsn.io.UnsignedBytes;

/**
 * SVHN, house numbers in street view: 73,257 pictures of digits to train on and 26,032 to test
 * with, {@code [32,32,3]} each, in the published MATLAB files. What is missing is downloaded.
 */
public final class Svhn {
  /** Where the files are published. */
  public static final URI SOURCE = URI.create("http://ufldl.stanford.edu/housenumbers/");

  private static final String IMAGES = "X";
  private static final String LABELS = "y";

  private static final int DIGITS = 10;
  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path folder;
  private final Download download;

  /**
   * The files in a folder.
   *
   * @param folder where they are, or are put
   * @param download how to get missing ones, usually from {@link #SOURCE}
   */
  public Svhn(Path folder, Download download) {
    this.folder = folder;
    this.download = download;
  }

  /** The two parts, with what is published of their files. */
  public enum Split {
    TRAIN("train_32x32.mat", 73_257, 182_040_794, "e26dedcc434d2e4c54c9b2d4a06d8373"),
    TEST("test_32x32.mat", 26_032, 64_275_384, "eb5a983be6a315427106f1b164d9cef3");

    private final String fileName;
    private final int images;
    private final long bytes;
    private final String md5;

    Split(String fileName, int images, long bytes, String md5) {
      this.fileName = fileName;
      this.images = images;
      this.bytes = bytes;
      this.md5 = md5;
    }
  }

  /**
   * The images of a part.
   *
   * @throws org.ncsn.error.UserError if the file is damaged, or missing and cannot be downloaded
   */
  public Dataset images(Split split) {
    return read(split, IMAGES, split.images * SIDE * SIDE * CHANNELS, Svhn::images);
  }

  /**
   * The digits 0 to 9 that the images of a part show in their middle.
   *
   * @throws org.ncsn.error.UserError if the file is damaged, or missing and cannot be downloaded
   */
  public Classes classes(Split split) {
    return read(split, LABELS, split.images, Svhn::digits);
  }

  /** What is made of an array in a file. */
  private interface Content<T> {
    T of(UnsignedBytes array) throws IOException;
  }

  private <T> T read(Split split, String variable, int most, Content<T> content) {
    Path file = folder.resolve(split.fileName);
    if (!Files.exists(file)) {
      download.fetch(file, split.bytes, split.md5);
    }
    try (InputStream in = new BufferedInputStream(RegularFile.open(file), BUFFER_BYTES)) {
      return content.of(MatlabFile.read(in, most, variable));
    } catch (BufferUnderflowException e) {
      throw cannotRead(file, new IOException("it describes its array too briefly", e));
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  private static RuntimeException cannotRead(Path file, IOException reason) {
    return FileErrors.cannotRead(
        file, "SVHN file", "delete it and put or download a good copy there", reason);
  }

  /** The files say 10 for the digit 0, as MATLAB counts from 1. */
  private static Classes digits(UnsignedBytes labels) throws IOException {
    byte[] digits = labels.values().clone();
    for (int i = 0; i < digits.length; i++) {
      digits[i] = digits[i] == DIGITS ? 0 : digits[i];
    }
    return Classes.read(DIGITS, digits);
  }

  /** From {@code [H,W,C,N]} whose first axis runs fastest. */
  private static Dataset images(UnsignedBytes read) throws IOException {
    Shape shape = read.shape();
    if (shape.rank() != 4
        || shape.extent(0) != SIDE
        || shape.extent(1) != SIDE
        || shape.extent(2) != CHANNELS) {
      throw new IOException(
          String.format(
              Locale.ROOT, "its images are %s, not [%d,%d,%d,N]", shape, SIDE, SIDE, CHANNELS));
    }
    byte[] columns = read.values();
    byte[] pixels = new byte[columns.length];
    int to = 0;
    for (int image = 0; image < shape.extent(3); image++) {
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          for (int channel = 0; channel < CHANNELS; channel++) {
            pixels[to++] = columns[y + SIDE * (x + SIDE * (channel + CHANNELS * image))];
          }
        }
      }
    }
    return new ByteImages(Shape.of(shape.extent(3), SIDE, SIDE, CHANNELS), pixels);
  }
}
