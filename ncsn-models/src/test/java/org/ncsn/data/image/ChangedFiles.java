package org.ncsn.data.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Files of pictures to which tests have added something. */
final class ChangedFiles {
  private static final int PNG_BEGINNING = 33;
  private static final int WEBP_HEADER = 12;

  private ChangedFiles() {}

  static byte[] resource(String file) throws IOException {
    try (InputStream in = ChangedFiles.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    }
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** A file into which something is put, so many times. */
  static byte[] with(byte[] file, int at, byte[] added, int times) {
    ByteBuffer all = ByteBuffer.allocate(file.length + added.length * times);
    all.put(file, 0, at);
    for (int i = 0; i < times; i++) {
      all.put(added);
    }
    return all.put(file, at, file.length - at).array();
  }

  /** A PNG file with a chunk behind its header. */
  static byte[] withPngChunk(byte[] png, String type, byte[] content) {
    return with(png, PNG_BEGINNING, pngChunk(type, content), 1);
  }

  static byte[] pngChunk(String type, byte[] content) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + content.length);
    chunk.putInt(content.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + content.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  /** A WebP file's chunks. */
  static byte[] frames(byte[] webp) {
    return Arrays.copyOfRange(webp, WEBP_HEADER, webp.length);
  }

  static byte[] webpChunk(String type, byte[] content) {
    return ByteBuffer.allocate(8 + content.length + content.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(content.length)
        .put(content)
        .array();
  }

  /** A WebP file of a canvas and chunks, which may be those of an animation. */
  static byte[] webp(int width, int height, byte[]... chunks) {
    byte[] all = joined(chunks);
    boolean animated = new String(all, 0, 4, StandardCharsets.US_ASCII).equals("ANIM");
    ByteBuffer canvas = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
    canvas.putInt(animated ? 2 : 8).put(wide(width - 1)).put(wide(height - 1));
    return plainWebp(joined(webpChunk("VP8X", canvas.array()), all));
  }

  /** A WebP file of nothing but these chunks. */
  static byte[] plainWebp(byte[] chunks) {
    return ByteBuffer.allocate(WEBP_HEADER + chunks.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(chunks.length + 4)
        .put("WEBP".getBytes(StandardCharsets.US_ASCII))
        .put(chunks)
        .array();
  }

  /** Numbers of 24 bits, as WebP has them. */
  static byte[] wide(int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(3 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : numbers) {
      bytes.putShort((short) number).put((byte) (number >> 16));
    }
    return bytes.array();
  }
}
