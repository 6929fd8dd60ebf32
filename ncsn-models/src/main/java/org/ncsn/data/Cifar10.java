package org.ncsn.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.ncsn.checkpoint.FileErrors;
import org.ncsn.error.UserError;
import org.ncsn.tensor.Shape;

/**
 * CIFAR-10: 50,000 small photographs to train on and 10,000 to test with, {@code [32,32,3]} each,
 * in the published binary form. The files are looked for in the folder, in {@code
 * cifar-10-batches-bin} below it, and in the archive {@code cifar-10-binary.tar.gz}, which is
 * downloaded if all are missing.
 */
public final class Cifar10 {
  /** Where the archive is published. */
  public static final URI SOURCE = URI.create("https://www.cs.toronto.edu/~kriz/");

  private static final String KIND = "CIFAR-10 file";
  private static final String REMEDY = "delete it and put or download a good copy there";
  private static final String FOLDER = "cifar-10-batches-bin";
  private static final String ARCHIVE = "cifar-10-binary.tar.gz";
  private static final long ARCHIVE_BYTES = 170_052_171;
  private static final String ARCHIVE_MD5 = "c32a1d4ab5d03f1284b67883e8d87530";

  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final int PIXELS = SIDE * SIDE;

  /** A label, then all red, all green and all blue values. */
  private static final int RECORD = 1 + CHANNELS * PIXELS;

  /** A published file has 10,000 records; more are of something else. */
  private static final int MOST_RECORDS = 10_000;

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
    TRAIN(
        List.of(
            "data_batch_1.bin",
            "data_batch_2.bin",
            "data_batch_3.bin",
            "data_batch_4.bin",
            "data_batch_5.bin")),
    TEST(List.of("test_batch.bin"));

    // Strings are immutable, and so is a list that was made of them.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> files;

    Split(List<String> files) {
      this.files = files;
    }
  }

  /**
   * The images of a part.
   *
   * @throws UserError if a file is damaged, or missing and cannot be downloaded
   */
  public ImageDataset images(Split split) {
    for (Path place : List.of(folder, folder.resolve(FOLDER))) {
      if (Files.exists(place.resolve(split.files.get(0)))) {
        return images(split.files.stream().map(name -> read(place.resolve(name))).toList());
      }
    }
    Path archive = folder.resolve(ARCHIVE);
    if (!Files.exists(archive)) {
      download.fetch(archive, ARCHIVE_BYTES, ARCHIVE_MD5);
    }
    return images(unpacked(archive, split));
  }

  private static byte[] read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return records(in);
    } catch (IOException e) {
      throw FileErrors.cannotRead(file, KIND, REMEDY, e);
    }
  }

  /** The whole archive is read in one go, and only the records of the part are kept. */
  private static List<byte[]> unpacked(Path archive, Split split) {
    Map<String, byte[]> found = new TreeMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(Files.newInputStream(archive), true))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (entry.isFile() && split.files.contains(name)) {
          found.put(name, records(tar));
        }
      }
      if (found.size() < split.files.size()) {
        throw new IOException("it has no " + String.join(", ", missing(split, found)));
      }
    } catch (IOException | IllegalArgumentException e) {
      // What commons-compress makes of nonsense is not always an IOException.
      IOException damage = e instanceof IOException io ? io : new IOException(e.getMessage(), e);
      throw FileErrors.cannotRead(archive, KIND, REMEDY, damage);
    }
    return List.copyOf(found.values());
  }

  private static List<String> missing(Split split, Map<String, byte[]> found) {
    List<String> missing = new ArrayList<>(split.files);
    missing.removeAll(found.keySet());
    return missing;
  }

  private static byte[] records(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MOST_RECORDS * RECORD + 1);
    if (bytes.length == 0 || bytes.length % RECORD != 0) {
      throw new IOException(
          "it is no sequence of at most %d records of %d bytes".formatted(MOST_RECORDS, RECORD));
    }
    return bytes;
  }

  /** From planes of one colour to pixels of three. */
  private static ImageDataset images(List<byte[]> files) {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    int count = 0;
    for (byte[] file : files) {
      for (int record = 0; record < file.length; record += RECORD) {
        byte[] image = new byte[CHANNELS * PIXELS];
        for (int i = 0; i < image.length; i++) {
          image[i] = file[record + 1 + i % CHANNELS * PIXELS + i / CHANNELS];
        }
        pixels.writeBytes(image);
        count++;
      }
    }
    return new ByteImages(Shape.of(count, SIDE, SIDE, CHANNELS), pixels.toByteArray());
  }
}
