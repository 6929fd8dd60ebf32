package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;
import org.ncsn.golden.TestFiles;

class Cifar10Test {
  private static final int RECORD = 1 + 3 * 1024;
  private static final List<String> NAMES =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin",
          "test_batch.bin");

  @TempDir Path folder;
  private Cifar10 cifar;

  @BeforeEach
  void readFromTheFolder() {
    URI nowhere = URI.create("http://localhost:1/");
    cifar = new Cifar10(folder, new Download(nowhere, (file, done, total) -> {}));
  }

  @Test
  void readsThePublishedFolder() throws IOException {
    Path batches = Files.createDirectory(folder.resolve("cifar-10-batches-bin"));
    for (int i = 0; i < NAMES.size(); i++) {
      Files.write(batches.resolve(NAMES.get(i)), records(2, i));
    }
    checkImages();
    // The two records of each of the five files.
    assertThat(classes(Cifar10.Split.TRAIN)).containsExactly(0, 1, 1, 2, 2, 3, 3, 4, 4, 5);
    assertThat(classes(Cifar10.Split.TEST)).containsExactly(5, 6);
  }

  private int[] classes(Cifar10.Split split) {
    Classes classes = cifar.classes(split);
    assertThat(classes.count()).isEqualTo(10);
    return IntStream.range(0, classes.samples()).map(classes::at).toArray();
  }

  @Test
  void refusesLabelsOfSomethingElse() throws IOException {
    Path file = folder.resolve(NAMES.get(5));
    Files.write(file, records(1, 10));
    assertThatThrownBy(() -> cifar.classes(Cifar10.Split.TEST))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(file.toString(), "its label 10 is not one of 0 to 9", "good copy");
  }

  @Test
  void readsTheFolderOfPickles() throws IOException {
    Path batches = Files.createDirectory(folder.resolve("cifar-10-batches-py"));
    for (String name : NAMES) {
      Files.write(batches.resolve(name.replace(".bin", "")), pickled(name));
    }
    checkImages();
    assertThat(classes(Cifar10.Split.TEST)).containsExactly(3, 5);
  }

  @Test
  void readsTheArchiveOfPickles() throws IOException {
    List<String> names = NAMES.stream().map(name -> name.replace(".bin", "")).toList();
    archive(
        folder.resolve("cifar-10-python.tar.gz"),
        "cifar-10-batches-py/",
        names,
        Cifar10Test::pickled);
    checkImages();
  }

  /** Either version of Python wrote the same third file. */
  private static byte[] pickled(String name) {
    return TestFiles.bytes(
        name.startsWith("data_batch_1") ? "cifar_python3.pickle" : "cifar_python2.pickle");
  }

  @Test
  void refusesPicklesOfSomethingElse() throws IOException {
    Path file = folder.resolve("test_batch");
    Files.write(file, TestFiles.bytes("cifar_floats.pickle"));
    assertThatThrownBy(() -> cifar.images(Cifar10.Split.TEST))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(file.toString(), "its elements are 'f4'", "good copy");
  }

  @Test
  void readsTheArchiveItself() throws IOException {
    archive(folder.resolve("cifar-10-binary.tar.gz"), NAMES);
    checkImages();
    assertThat(classes(Cifar10.Split.TEST)).containsExactly(5, 6);
  }

  @Test
  void saysWhatAnArchiveLacks() throws IOException {
    archive(folder.resolve("cifar-10-binary.tar.gz"), NAMES.subList(0, 4));
    assertThatThrownBy(() -> cifar.images(Cifar10.Split.TRAIN))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("cifar-10-binary.tar.gz", "it has no data_batch_5.bin");
  }

  @Test
  void refusesWhatIsCutShort() throws IOException {
    Path file = folder.resolve(NAMES.get(5));
    Files.write(file, Arrays.copyOf(records(3, 0), 3 * RECORD - 1));
    assertThatThrownBy(() -> cifar.images(Cifar10.Split.TEST))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(file.toString(), "records of 3073 bytes", "good copy");
  }

  @Test
  void refusesAnArchiveThatIsCutShort() throws IOException {
    Path file = folder.resolve("cifar-10-binary.tar.gz");
    archive(file, NAMES);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> cifar.images(Cifar10.Split.TEST))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(file.toString(), "CIFAR-10 file");
  }

  @Test
  void refusesAFileWithoutRecords() throws IOException {
    Files.createFile(folder.resolve(NAMES.get(5)));
    assertThatThrownBy(() -> cifar.images(Cifar10.Split.TEST)).isInstanceOf(UserError.class);
  }

  @Test
  void saysWhereToPutWhatCannotBeDownloaded() {
    assertThatThrownBy(() -> cifar.images(Cifar10.Split.TEST))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("cifar-10-binary.tar.gz", folder.toString());
  }

  /** A long name is a piece of the archive of its own, before the file that it is of. */
  @Test
  void passesOverWhatIsNoFile() throws IOException {
    Path file = folder.resolve("cifar-10-binary.tar.gz");
    List<String> names = new ArrayList<>(NAMES);
    names.add(0, "x".repeat(200));
    archive(file, "", names, name -> records(2, NAMES.indexOf(name)));
    checkImages();
  }

  @ParameterizedTest
  @ValueSource(chars = {'L', 'K', 'x', 'g', '0'})
  void refusesArchivesThatUnpackToMoreThanWasPublished(char kind) throws IOException {
    Path file = folder.resolve("cifar-10-binary.tar.gz");
    try (OutputStream out = new GzipCompressorOutputStream(Files.newOutputStream(file))) {
      out.write(header(kind, 1 << 30));
    }
    assertThatThrownBy(() -> cifar.images(Cifar10.Split.TEST))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(file.toString(), "it unpacks to more than was published");
  }

  @ParameterizedTest
  @ValueSource(chars = {'L', 'x'})
  void refusesArchivesOfHeadersAlone(char kind) throws IOException {
    Path file = folder.resolve("cifar-10-binary.tar.gz");
    byte[] header = header(kind, 0);
    try (OutputStream out = new GzipCompressorOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 50_000; i++) {
        out.write(header);
      }
    }
    assertThatThrownBy(() -> cifar.images(Cifar10.Split.TEST))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(file.toString(), "it has no test_batch.bin");
  }

  @Test
  void refusesHeadersThatAreDamaged() throws IOException {
    Path file = folder.resolve("cifar-10-binary.tar.gz");
    byte[] header = header('0', 0);
    header[0] ^= 1;
    try (OutputStream out = new GzipCompressorOutputStream(Files.newOutputStream(file))) {
      out.write(header);
    }
    assertThatThrownBy(() -> cifar.images(Cifar10.Split.TEST))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(file.toString(), "wrong checksum");
  }

  /** A header of tar: name, size, checksum and kind, of which the first is of no interest. */
  private static byte[] header(char kind, int size) {
    byte[] header = new byte[512];
    header[0] = 'a';
    put(header, 124, String.format(Locale.ROOT, "%011o", size));
    put(header, 148, "        ");
    header[156] = (byte) kind;
    int sum = 0;
    for (byte value : header) {
      sum += Byte.toUnsignedInt(value);
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private void checkImages() {
    assertThat(cifar.images(Cifar10.Split.TEST).size()).isEqualTo(2);
    checkTraining();
  }

  private void checkTraining() {
    Dataset training = cifar.images(Cifar10.Split.TRAIN);
    assertThat(training.size()).isEqualTo(10);
    assertThat(training.sampleShape()).isEqualTo(Shape.of(32, 32, 3));
    // The second image of the third file, its pixel in row 1 and column 2.
    HostArray image = training.batch(5);
    for (int channel = 0; channel < 3; channel++) {
      int expected = value(2, 1, channel * 1024 + 34);
      assertThat(image.at(34 * 3 + channel)).isEqualTo(expected / 255f);
    }
  }

  private static byte[] records(int count, int seed) {
    byte[] bytes = new byte[count * RECORD];
    for (int record = 0; record < count; record++) {
      bytes[record * RECORD] = (byte) (seed + record);
      for (int i = 0; i < RECORD - 1; i++) {
        bytes[record * RECORD + 1 + i] = (byte) value(seed, record, i);
      }
    }
    return bytes;
  }

  private static int value(int seed, int record, int position) {
    return (position * 7 + record * 31 + seed * 101 + position / 1024 * 13) % 256;
  }

  private static void archive(Path file, List<String> names) throws IOException {
    archive(file, "cifar-10-batches-bin/", names, name -> records(2, NAMES.indexOf(name)));
  }

  private static void archive(
      Path file, String below, List<String> names, Function<String, byte[]> content)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (String name : names) {
        byte[] bytes = content.apply(name);
        TarArchiveEntry entry = new TarArchiveEntry(below + name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
      }
    }
  }
}
