package org.ncsn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipNamesTest {
  private static final Charset CODE_PAGE = Charset.forName("IBM437");
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir Path folder;

  @Test
  void areInCodePage437WhereNothingElseIsSaid() throws IOException {
    Path file = zip(CODE_PAGE, entry("K\u00E4se/\u00E9t\u00E9.png"), entry("plain.png"));

    assertNames(file, "K\u00E4se/\u00E9t\u00E9.png", "plain.png");
  }

  @Test
  void areInUtf8WhereTheyAreMarked() throws IOException {
    assertNames(zip(StandardCharsets.UTF_8, entry("\u732B.png")), "\u732B.png");
  }

  @Test
  void areInUtf8WhereTheMarkWasForgotten() throws IOException {
    Path file = zip(StandardCharsets.UTF_8, entry("\u732B.png"));
    ByteBuffer zip = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    clearMark(zip, 0x04034B50, 6);
    clearMark(zip, 0x02014B50, 8);
    Files.write(file, zip.array());

    assertNames(file, "\u732B.png");
  }

  @Test
  void areTheSecondOnesThatInfoZipAdds() throws IOException {
    ZipEntry entry = entry("_\u00E4.png");
    entry.setExtra(unicodePath("_\u00E4.png".getBytes(CODE_PAGE), "\u732B\u00E4.png"));

    assertNames(zip(CODE_PAGE, entry), "\u732B\u00E4.png");
  }

  @Test
  void areTheFirstOnesIfTheEntryWasRenamedSince() throws IOException {
    ZipEntry entry = entry("new.png");
    entry.setExtra(unicodePath("old.png".getBytes(CODE_PAGE), "\u732B.png"));

    assertNames(zip(CODE_PAGE, entry), "new.png");
  }

  @Test
  void areDifferent() throws IOException {
    ZipEntry entry = entry("b.png");
    entry.setExtra(unicodePath("b.png".getBytes(CODE_PAGE), "a.png"));
    Path file = zip(CODE_PAGE, entry("a.png"), entry);

    assertThatThrownBy(() -> ZipArchive.open(file))
        .isInstanceOf(IOException.class)
        .hasMessage("it holds a.png twice");
  }

  @Test
  void areNotLookedForInAFolder() {
    assertThatThrownBy(() -> ZipArchive.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessage("it is a folder");
  }

  private static void assertNames(Path file, String... names) throws IOException {
    try (ZipArchive zip = ZipArchive.open(file)) {
      assertThat(zip.entries().keySet()).containsExactly(names);
      for (ZipEntry entry : zip.entries().values()) {
        byte[] content = zip.read(entry, in -> in.readNBytes(CONTENT.length));
        assertThat(content).isEqualTo(CONTENT);
      }
    }
  }

  private static ZipEntry entry(String name) {
    return new ZipEntry(name);
  }

  private Path zip(Charset charset, ZipEntry... entries) throws IOException {
    Path file = folder.resolve("names.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), charset)) {
      for (ZipEntry entry : entries) {
        zip.putNextEntry(entry);
        zip.write(CONTENT);
        zip.closeEntry();
      }
    }
    return file;
  }

  /** Info-ZIP's field 0x7075: version 1, CRC-32 of the first name, the second name. */
  private static byte[] unicodePath(byte[] first, String second) {
    byte[] utf8 = second.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(first);
    return ByteBuffer.allocate(9 + utf8.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 0x7075)
        .putShort((short) (5 + utf8.length))
        .put((byte) 1)
        .putInt((int) crc.getValue())
        .put(utf8)
        .array();
  }

  private static void clearMark(ByteBuffer zip, int record, int flagsAt) {
    for (int at = 0; at + 4 <= zip.capacity(); at++) {
      if (zip.getInt(at) == record) {
        int flags = zip.getShort(at + flagsAt);
        assertThat(flags & 0x800).as("the mark").isNotZero();
        zip.putShort(at + flagsAt, (short) (flags & ~0x800));
      }
    }
  }
}
