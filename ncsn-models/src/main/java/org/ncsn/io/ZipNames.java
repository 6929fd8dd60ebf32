package org.ncsn.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Names of a ZIP's entries. Marked ones are UTF-8, and so are those of many archivers that leave
 * the mark out; otherwise they are in code page 437, as the format has it, in which any bytes are a
 * name. A second name in Unicode, which Info-ZIP adds, goes before the first.
 */
final class ZipNames {
  private static final Charset CODE_PAGE =
      Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

  private static final int UNICODE_PATH = 0x7075;
  private static final int VERSION = 1;

  private ZipNames() {}

  /**
   * Opens a file.
   *
   * @throws IOException if it is no ZIP, or more than there is memory for
   */
  static ZipFile open(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("it is no file");
    }
    try {
      return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException e) {
      return inCodePage(file, e);
    } catch (OutOfMemoryError e) {
      // It is thrown for the one array that is to hold the directory of the archive.
      throw new IOException("its directory is too large for Java's memory", e);
    }
  }

  private static ZipFile inCodePage(Path file, ZipException inUtf8) throws IOException {
    try {
      return new ZipFile(file.toFile(), CODE_PAGE);
    } catch (ZipException e) {
      inUtf8.addSuppressed(e);
      throw inUtf8;
    }
  }

  /** The name of an entry, which still has its extra fields. */
  static String name(ZipEntry entry) {
    return Optional.ofNullable(entry.getExtra())
        .flatMap(fields -> unicodePath(ByteBuffer.wrap(fields), entry.getName()))
        .orElse(entry.getName());
  }

  private static Optional<String> unicodePath(ByteBuffer fields, String first) {
    fields.order(ByteOrder.LITTLE_ENDIAN);
    while (fields.remaining() >= 2 * Short.BYTES) {
      int kind = Short.toUnsignedInt(fields.getShort());
      int length = Math.min(Short.toUnsignedInt(fields.getShort()), fields.remaining());
      ByteBuffer field = fields.slice().limit(length).slice().order(ByteOrder.LITTLE_ENDIAN);
      if (kind == UNICODE_PATH && length > 1 + Integer.BYTES && field.get() == VERSION) {
        int checksum = field.getInt();
        if (isOf(first, checksum)) {
          return Optional.of(StandardCharsets.UTF_8.decode(field).toString());
        }
      }
      fields.position(fields.position() + length);
    }
    return Optional.empty();
  }

  /** Whether a checksum is that of a name's bytes: who renames an entry leaves the field behind. */
  private static boolean isOf(String name, int checksum) {
    return List.of(StandardCharsets.UTF_8, CODE_PAGE).stream()
        .anyMatch(charset -> checksum(name.getBytes(charset)) == checksum);
  }

  private static int checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
