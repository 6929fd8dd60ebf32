package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Svhn.Split;
import org.ncsn.error.UserError;
import org.ncsn.golden.TestFiles;

class SvhnTest {
  private static final int SIDE = 32;

  @TempDir Path folder;

  @Test
  void readsTheRowsAndColumnsOfCompressedImages() {
    checkImages(put(Split.TRAIN, TestFiles.bytes("svhn_compressed.mat")), 4);
  }

  @Test
  void readsFilesThatAreNotCompressed() {
    checkImages(put(Split.TEST, TestFiles.bytes("svhn_plain.mat")), 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"svhn_compressed.mat", "svhn_plain.mat"})
  void readsWhichDigitsImagesShow(String file) {
    put(Split.TRAIN, TestFiles.bytes(file));
    assertThat(svhn().classes(Split.TRAIN).count()).isEqualTo(10);
    // The file says 10 for 0.
    assertThat(svhn().classes(Split.TRAIN).batch(0, 1, 2, 3))
        .isEqualTo(HostArray.of(Shape.of(4), new int[] {1, 0, 3, 4}));
  }

  /** MATLAB keeps whole numbers as bytes also where its array is one of doubles. */
  @Test
  void readsDigitsThatAreDoublesInName() {
    byte[] labels = {9, 10, 0, 0, 0, 0, 0, 0};
    write(Split.TEST, file(ByteOrder.LITTLE_ENDIAN, "y", 6, labels, 8, 1));
    assertThat(svhn().classes(Split.TEST).batch(0, 1))
        .isEqualTo(HostArray.of(Shape.of(2), new int[] {9, 0}));
  }

  @Test
  void refusesDigitsThatAreNone() {
    write(
        Split.TEST,
        file(ByteOrder.LITTLE_ENDIAN, "y", 9, new byte[] {11, 0, 0, 0, 0, 0, 0, 0}, 8, 1));
    assertThatThrownBy(() -> svhn().classes(Split.TEST))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("test_32x32.mat", "its label 11 is not one of 0 to 9");
  }

  @Test
  void readsFilesOfTheOtherByteOrder() {
    byte[] values = new byte[SIDE * SIDE * 3];
    values[1] = 77;
    Dataset images = put(Split.TEST, file(ByteOrder.BIG_ENDIAN, "X", 9, values, 32, 32, 3, 1));
    // The first axis, which runs fastest, is the row.
    assertThat(images.batch(0).at(SIDE * 3)).isEqualTo(77 / 255f);
  }

  private static void checkImages(Dataset images, int count) {
    assertThat(images.size()).isEqualTo(count);
    assertThat(images.sampleShape()).isEqualTo(Shape.of(SIDE, SIDE, 3));
    for (int n = 0; n < count; n++) {
      HostArray image = images.batch(n);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          for (int c = 0; c < 3; c++) {
            int expected = (y * 3 + x * 5 + c * 50 + n * 70) % 256;
            assertThat(image.at((y * SIDE + x) * 3 + c)).isEqualTo(expected / 255f);
          }
        }
      }
    }
  }

  @Test
  void refusesOtherElements() {
    refuses(TestFiles.bytes("svhn_doubles.mat"), "its array X is not one of unsigned bytes");
  }

  @Test
  void refusesOtherSizes() {
    refuses(
        file(ByteOrder.LITTLE_ENDIAN, "X", 9, new byte[16 * 16 * 3], 16, 16, 3, 1),
        "its images are [16,16,3,1], not [32,32,3,N]");
  }

  @Test
  void refusesAFileWithoutTheImages() {
    refuses(file(ByteOrder.LITTLE_ENDIAN, "y", 9, new byte[8], 8, 1), "it ends before its array X");
    refuses("<html>not found</html>".getBytes(StandardCharsets.UTF_8), "no MATLAB file of level 5");
  }

  @ParameterizedTest
  @CsvSource({"0.05", "0.3", "0.6"})
  void refusesAFileThatIsCutShort(double part) {
    byte[] whole = TestFiles.bytes("svhn_compressed.mat");
    refuses(Arrays.copyOf(whole, (int) (whole.length * part)), "SVHN file");
  }

  @Test
  void refusesDimensionsThatTheFileCannotHold() {
    for (int[] claim :
        new int[][] {{32, 32, 3, 600_000}, {32, 32, 3, -1}, {32, 1 << 30, 1 << 30}}) {
      refuses(file(ByteOrder.LITTLE_ENDIAN, "X", 9, new byte[8], claim), "SVHN file");
    }
  }

  /** A compressed element of zeros that would grow to a gigabyte is passed over, not kept. */
  @Test
  void keepsNothingOfACompressedFlood() throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(tag(14, 1 << 30));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        out.write(zeros);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(header(ByteOrder.LITTLE_ENDIAN));
    file.writeBytes(tag(15, deflated.size()));
    file.writeBytes(deflated.toByteArray());
    refuses(file.toByteArray(), "SVHN file");
  }

  @ParameterizedTest
  @EnumSource(Split.class)
  void saysWhereToPutWhatCannotBeDownloaded(Split split) {
    assertThatThrownBy(() -> svhn().images(split))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("_32x32.mat", folder.toString());
  }

  private void refuses(byte[] content, String reason) {
    assertThatThrownBy(() -> put(Split.TRAIN, content))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("train_32x32.mat", reason)
        .hasMessageNotContaining("\n");
  }

  private Dataset put(Split split, byte[] content) {
    write(split, content);
    return svhn().images(split);
  }

  private void write(Split split, byte[] content) {
    try {
      String name = split == Split.TRAIN ? "train_32x32.mat" : "test_32x32.mat";
      Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Svhn svhn() {
    return new Svhn(
        folder, new Download(URI.create("http://localhost:1/"), (name, done, total) -> {}));
  }

  /** A file with one array. */
  private static byte[] file(
      ByteOrder order, String name, int arrayClass, byte[] values, int... dimensions) {
    int dimensionBytes = (dimensions.length + 1) / 2 * 8;
    int length = 16 + 8 + dimensionBytes + 8 + 8 + values.length;
    ByteBuffer out = ByteBuffer.allocate(128 + 8 + length).order(order);
    out.put(header(order)).putInt(14).putInt(length);
    out.putInt(6).putInt(8).putInt(arrayClass).putInt(0);
    out.putInt(5).putInt(4 * dimensions.length);
    for (int dimension : dimensions) {
      out.putInt(dimension);
    }
    out.position(128 + 8 + 16 + 8 + dimensionBytes);
    out.putInt((1 << 16) | 1).put(name.getBytes(StandardCharsets.US_ASCII)).put(new byte[3]);
    int claimed = 1;
    for (int dimension : dimensions) {
      claimed *= dimension;
    }
    return out.putInt(2).putInt(claimed).put(values).array();
  }

  private static byte[] header(ByteOrder order) {
    ByteBuffer header = ByteBuffer.allocate(128).order(order);
    return header.putShort(124, (short) 0x0100).putShort(126, (short) 0x4d49).array();
  }

  private static byte[] tag(int type, int bytes) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(type).putInt(bytes).array();
  }
}
