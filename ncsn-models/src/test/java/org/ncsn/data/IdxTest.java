package org.ncsn.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;

class IdxTest {
  private static final int IMAGES = 0x0803;
  private static final int MOST = 1_000;

  @TempDir Path folder;

  @Test
  void readsImagesGzippedOrNot() throws IOException {
    byte[] file = idx(IMAGES, new int[] {2, 1, 3}, 0, 1, 2, 127, 128, 255);
    for (byte[] content : new byte[][] {file, gzip(file)}) {
      Idx idx = Idx.read(write(content), MOST);
      assertThat(idx.shape()).isEqualTo(Shape.of(2, 1, 3));
      assertThat(idx.values()).isEqualTo(new byte[] {0, 1, 2, 127, -128, -1});
      assertThat(idx.md5()).isEqualTo(Checksums.md5(write(file)));
    }
  }

  @Test
  void readsLabels() {
    assertThat(Idx.read(write(idx(0x0801, new int[] {2}, 7, 9)), MOST).values())
        .containsExactly(7, 9);
  }

  @Test
  void refusesATruncatedFileWhereverItEnds() {
    byte[] whole = idx(IMAGES, new int[] {2, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8);
    for (byte[] content : new byte[][] {whole, gzip(whole)}) {
      for (int length = 0; length < content.length; length++) {
        Path file = write(Arrays.copyOf(content, length));
        assertThatThrownBy(() -> Idx.read(file, MOST))
            .isInstanceOf(UserError.class)
            .hasMessage(
                file
                    + " is not a usable IDX file: it is cut short;"
                    + " delete it and put or download a good copy there");
      }
    }
  }

  @Test
  void refusesACorruptArchive() {
    byte[] content = gzip(idx(IMAGES, new int[] {2, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8));
    content[content.length - 5] ^= 1;
    refuses(content, "Gzip-compressed data is corrupt");
  }

  @Test
  void refusesMoreBytesThanTheDimensionsSay() {
    refuses(idx(0x0801, new int[] {2}, 7, 9, 1), "it has more bytes than its dimensions say");
  }

  @Test
  void refusesOtherFiles() {
    refuses("not an IDX file".getBytes(UTF_8), "its first bytes 6e6f7420 are not those of bytes");
    refuses(idx(0x0d03, new int[] {1, 1, 1}, 0), "its first bytes 00000d03 are not those of bytes");
  }

  @Test
  void refusesImpossibleDimensions() {
    refuses(idx(0x0801, new int[] {-1}), "its dimension -1 is impossible");
    refuses(idx(IMAGES, new int[] {1 << 30, 1 << 30, 1 << 30}, 0), "it claims more than the 1000");
  }

  @Test
  void refusesMoreThanWasPublishedBeforeItUnpacksIt() {
    refuses(
        gzip(idx(0x0801, new int[] {Integer.MAX_VALUE}, 0)),
        "it claims more than the 1000 bytes that were published");
  }

  @Test
  void readsThroughAnyNumberOfMembersOfAnArchive() {
    byte[] whole = idx(0x0801, new int[] {2}, 7, 9);
    byte[] empty = gzip(new byte[0]);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(gzip(Arrays.copyOf(whole, whole.length - 1)));
    for (int i = 0; i < 50_000; i++) {
      members.writeBytes(empty);
    }
    members.writeBytes(gzip(Arrays.copyOfRange(whole, whole.length - 1, whole.length)));
    assertThat(Idx.read(write(members.toByteArray()), MOST).values()).containsExactly(7, 9);
  }

  @Test
  void saysThatAFileIsMissing() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Idx.read(missing, MOST))
        .isInstanceOf(UserError.class)
        .hasMessage(missing + " does not exist; check the path");
  }

  private void refuses(byte[] content, String reason) {
    Path file = write(content);
    assertThatThrownBy(() -> Idx.read(file, MOST))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + " is not a usable IDX file: " + reason);
  }

  private Path write(byte[] content) {
    try {
      return Files.write(folder.resolve("file"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] idx(int magic, int[] extents, int... values) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * extents.length + values.length).putInt(magic);
    for (int extent : extents) {
      file.putInt(extent);
    }
    for (int value : values) {
      file.put((byte) value);
    }
    return file.array();
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
