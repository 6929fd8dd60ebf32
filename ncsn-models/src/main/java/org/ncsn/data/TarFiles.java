package org.ncsn.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * The regular files in a stream of tar, one after the other. A reader of our own, because those of
 * libraries hold long names and extended headers of any length in memory, and call themselves for
 * each: here they are passed over, and the files go by the short names in their own headers.
 */
final class TarFiles {
  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;
  private static final int SIZE_AT = 124;
  private static final int CHECKSUM_AT = 148;
  private static final int KIND_AT = 156;

  /** Digits of a size, of which one more could be a space. */
  private static final int SIZE_DIGITS = 12;

  private static final int CHECKSUM_DIGITS = 8;

  private final InputStream in;
  private long left;

  /**
   * @param most bytes that the archive may have
   */
  TarFiles(InputStream in, long most) {
    this.in = in;
    this.left = most;
  }

  /** What is done with a file. */
  @FunctionalInterface
  interface Visitor {
    /** Takes a file by its name without folders; what is not read of it is passed over. */
    void visit(String name, InputStream content) throws IOException;
  }

  /**
   * Visits every file.
   *
   * @throws IOException if the archive is damaged, cut short, or too large
   */
  void forEach(Visitor visitor) throws IOException {
    for (byte[] header = header(); header.length > 0; header = header()) {
      long size = octal(header, SIZE_AT, SIZE_DIGITS);
      long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
      take(padded);
      BoundedInputStream content = bounded(size);
      if (header[KIND_AT] == '0' || header[KIND_AT] == 0) {
        visitor.visit(name(header), content);
      }
      content.transferTo(OutputStream.nullOutputStream());
      if (content.getCount() < size) {
        throw new EOFException("it is cut short");
      }
      bounded(padded - size).transferTo(OutputStream.nullOutputStream());
    }
  }

  /** The next header; an empty one at the end. */
  private byte[] header() throws IOException {
    take(BLOCK);
    byte[] header = in.readNBytes(BLOCK);
    if (header.length == 0 || isZero(header)) {
      return new byte[0];
    }
    if (header.length < BLOCK) {
      throw new EOFException("it is cut short");
    }
    int sum = CHECKSUM_DIGITS * ' ';
    for (int i = 0; i < BLOCK; i++) {
      boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_DIGITS;
      sum += own ? 0 : Byte.toUnsignedInt(header[i]);
    }
    if (sum != octal(header, CHECKSUM_AT, CHECKSUM_DIGITS)) {
      throw new IOException("its archive is damaged (wrong checksum)");
    }
    return header;
  }

  private void take(long bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new IOException("it unpacks to more than was published");
    }
  }

  private BoundedInputStream bounded(long bytes) throws IOException {
    return BoundedInputStream.builder()
        .setInputStream(in)
        .setMaxCount(bytes)
        .setPropagateClose(false)
        .get();
  }

  private static boolean isZero(byte[] block) {
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private static String name(byte[] header) {
    String name = text(header, 0, NAME_BYTES);
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static long octal(byte[] header, int start, int length) throws IOException {
    String digits = text(header, start, length).strip();
    if (!digits.matches("[0-7]{1,11}")) {
      throw new IOException("its archive is damaged (no number where one belongs)");
    }
    return Long.parseLong(digits, 8);
  }

  private static String text(byte[] header, int start, int length) {
    int end = start;
    while (end < start + length && header[end] != 0) {
      end++;
    }
    return new String(header, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
