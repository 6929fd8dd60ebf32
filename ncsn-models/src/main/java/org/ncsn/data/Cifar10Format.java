package org.ncsn.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.ncsn.data.Cifar10.Split;
import org.ncsn.format.NumpyPickle;
import org.ncsn.io.UnsignedBytes;

/** The forms in which CIFAR-10 is published. */
enum Cifar10Format {
  /** Records of a label and three planes. */
  BINARY(
      "cifar-10-batches-bin",
      "cifar-10-binary.tar.gz",
      170_052_171,
      "c32a1d4ab5d03f1284b67883e8d87530",
      ".bin"),

  /** Pickles of a dictionary, whose {@code data} has an image's planes in every row. */
  PYTHON(
      "cifar-10-batches-py",
      "cifar-10-python.tar.gz",
      170_498_071,
      "c58f30108f718f92721af3b95e74349a",
      "");

  /** A published file has 10,000 images; more are of something else. */
  private static final int MOST_IMAGES = 10_000;

  private static final int LABEL = 1;

  private final String folder;
  private final String archive;
  private final long archiveBytes;
  private final String archiveMd5;
  private final String suffix;

  Cifar10Format(
      String folder, String archive, long archiveBytes, String archiveMd5, String suffix) {
    this.folder = folder;
    this.archive = archive;
    this.archiveBytes = archiveBytes;
    this.archiveMd5 = archiveMd5;
    this.suffix = suffix;
  }

  /** The folder that the archive unpacks to. */
  String folder() {
    return folder;
  }

  String archive() {
    return archive;
  }

  long archiveBytes() {
    return archiveBytes;
  }

  String archiveMd5() {
    return archiveMd5;
  }

  /** Names of the files of a part, in order. */
  List<String> files(Split split) {
    return split.batches().stream().map(batch -> batch + suffix).toList();
  }

  /**
   * Reads one file.
   *
   * @return the images' red, green and blue planes, one image after the other
   * @throws IOException if it is damaged or of something else
   */
  byte[] planes(InputStream in) throws IOException {
    return this == BINARY ? parts(in, LABEL, Cifar10.IMAGE_BYTES) : pickled(in);
  }

  /**
   * Reads the classes of one file.
   *
   * @throws IOException if it is damaged or of something else
   */
  Classes classes(InputStream in) throws IOException {
    byte[] labels = this == BINARY ? parts(in, 0, LABEL) : NumpyPickle.readBytes(in, "labels");
    if (labels.length > MOST_IMAGES) {
      throw new IOException("it has more than " + MOST_IMAGES + " labels");
    }
    return Classes.read(Cifar10.CLASSES, labels);
  }

  /** A part of every record, one after the other. */
  private static byte[] parts(InputStream in, int begin, int length) throws IOException {
    int record = LABEL + Cifar10.IMAGE_BYTES;
    byte[] bytes = in.readNBytes(MOST_IMAGES * record + 1);
    if (bytes.length == 0 || bytes.length % record != 0) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "it is no sequence of at most %d records of %d bytes",
              MOST_IMAGES,
              record));
    }
    byte[] parts = new byte[bytes.length / record * length];
    for (int from = begin, to = 0; to < parts.length; from += record, to += length) {
      System.arraycopy(bytes, from, parts, to, length);
    }
    return parts;
  }

  private static byte[] pickled(InputStream in) throws IOException {
    UnsignedBytes data = NumpyPickle.read(in, "data");
    if (data.shape().rank() != 2
        || data.shape().extent(0) == 0
        || data.shape().extent(0) > MOST_IMAGES
        || data.shape().extent(1) != Cifar10.IMAGE_BYTES) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its data are %s, not at most %d rows of %d",
              data.shape(),
              MOST_IMAGES,
              Cifar10.IMAGE_BYTES));
    }
    return data.values();
  }
}
