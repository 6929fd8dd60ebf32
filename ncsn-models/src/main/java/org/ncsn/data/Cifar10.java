package org.ncsn.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;
import org.ncsn.io.FileErrors;
import org.ncsn.io.RegularFile;

/**
 * CIFAR-10: 50,000 small photographs to train on and 10,000 to test with, {@code [32,32,3]} each,
 * in the published binary or Python form. The files are looked for in the folder, in {@code
 * cifar-10-batches-bin} or {@code cifar-10-batches-py} below it, and in the archives {@code
 * cifar-10-binary.tar.gz} and {@code cifar-10-python.tar.gz}, of which the first is downloaded if
 * all are missing.
 */
public final class Cifar10 {
  /** Where the archive is published. */
  public static final URI SOURCE = URI.create("https://www.cs.toronto.edu/~kriz/");

  private static final String KIND = "CIFAR-10 file";
  private static final String REMEDY = "delete it and put or download a good copy there";

  /** The published archives take 185 million bytes. */
  private static final long MOST_UNPACKED = 1L << 28;

  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final int PIXELS = SIDE * SIDE;

  /** Kinds of things that the photographs show. */
  static final int CLASSES = 10;

  /** All red, all green and all blue values. */
  static final int IMAGE_BYTES = CHANNELS * PIXELS;

  private final Path folder;
  private final Download download;

  /**
   * The files in a folder.
   *
   * @param folder where they are, or are put
   * @param download how to get the archive, usually from {@link #SOURCE}
   */
  public Cifar10(Path folder, Download download) {
    this.folder = folder;
    this.download = download;
  }

  /** The two parts of the data set. */
  public enum Split {
    TRAIN(List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5")),
    TEST(List.of("test_batch"));

    // Strings are immutable, and so is a list that was made of them.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> batches;

    Split(List<String> batches) {
      this.batches = batches;
    }

    /** Names of its files, without their ending. */
    List<String> batches() {
      return batches;
    }
  }

  /**
   * The images of a part.
   *
   * @throws UserError if a file is damaged, or missing and cannot be downloaded
   */
  public Dataset images(Split split) {
    return images(files(split, Cifar10Format::planes));
  }

  /**
   * What the images of a part show, one of ten kinds of things.
   *
   * @throws UserError if a file is damaged, or missing and cannot be downloaded
   */
  public Classes classes(Split split) {
    return Classes.concat(files(split, Cifar10Format::classes));
  }

  /** What is read of a file. */
  private interface Content<T> {
    T of(Cifar10Format format, InputStream in) throws IOException;
  }

  private <T> List<T> files(Split split, Content<T> content) {
    for (Cifar10Format format : Cifar10Format.values()) {
      List<String> files = format.files(split);
      for (Path place : List.of(folder, folder.resolve(format.folder()))) {
        if (Files.exists(place.resolve(files.get(0)))) {
          return files.stream().map(name -> read(place.resolve(name), format, content)).toList();
        }
      }
    }
    for (Cifar10Format format : Cifar10Format.values()) {
      if (Files.exists(folder.resolve(format.archive()))) {
        return unpacked(folder.resolve(format.archive()), format, split, content);
      }
    }
    Cifar10Format usual = Cifar10Format.BINARY;
    Path archive = folder.resolve(usual.archive());
    download.fetch(archive, usual.archiveBytes(), usual.archiveMd5());
    return unpacked(archive, usual, split, content);
  }

  private static <T> T read(Path file, Cifar10Format format, Content<T> content) {
    try (InputStream in = new BufferedInputStream(RegularFile.open(file))) {
      return content.of(format, in);
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, KIND, REMEDY, e);
    }
  }

  /** The whole archive is read in one go, and only the files of the part are kept. */
  private static <T> List<T> unpacked(
      Path archive, Cifar10Format format, Split split, Content<T> content) {
    List<String> wanted = format.files(split);
    Map<String, T> found = new TreeMap<>();
    try (InputStream in =
        new BufferedInputStream(new GzipCompressorInputStream(RegularFile.open(archive), true))) {
      new TarFiles(in, MOST_UNPACKED)
          .forEach(
              (name, file) -> {
                if (wanted.contains(name)) {
                  found.put(name, content.of(format, new BufferedInputStream(file)));
                }
              });
      if (found.size() < wanted.size()) {
        throw new IOException("it has no " + String.join(", ", missing(wanted, found.keySet())));
      }
    } catch (IOException e) {
      throw FileErrors.cannotRead(archive, KIND, REMEDY, e);
    }
    return List.copyOf(found.values());
  }

  private static List<String> missing(List<String> wanted, Set<String> found) {
    List<String> missing = new ArrayList<>(wanted);
    missing.removeAll(found);
    return missing;
  }

  /** From planes of one colour to pixels of three. */
  private static Dataset images(List<byte[]> files) {
    int count = files.stream().mapToInt(planes -> planes.length / IMAGE_BYTES).sum();
    byte[] pixels = new byte[count * IMAGE_BYTES];
    int to = 0;
    for (byte[] planes : files) {
      for (int image = 0; image < planes.length; image += IMAGE_BYTES) {
        for (int i = 0; i < IMAGE_BYTES; i++) {
          pixels[to++] = planes[image + i % CHANNELS * PIXELS + i / CHANNELS];
        }
      }
    }
    return new ByteImages(Shape.of(count, SIDE, SIDE, CHANNELS), pixels);
  }
}
