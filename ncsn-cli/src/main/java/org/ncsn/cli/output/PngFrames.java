package org.ncsn.cli.output;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.CRC32;

/** Frames of an animated PNG (W3C, Portable Network Graphics, third edition). */
final class PngFrames implements FrameWriter {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Length, name and checksum of a chunk. */
  private static final int CHUNK_OVERHEAD = 12;

  private static final int HEADER_BYTES = 13;
  private static final int COUNT_AT = SIGNATURE.length + CHUNK_OVERHEAD + HEADER_BYTES;
  private static final int MILLISECONDS = 1000;

  private final RandomAccessFile out;
  private int frames;
  private int sequence;

  PngFrames(Path file) throws IOException {
    out = new RandomAccessFile(file.toFile(), "rw");
  }

  @Override
  public void write(BufferedImage frame, Duration shown) throws IOException {
    byte[] png = ImageGrid.png(frame);
    byte[] header = content(png, "IHDR");
    byte[] pixels = content(png, "IDAT");
    if (frames == 0) {
      out.write(SIGNATURE);
      chunk("IHDR", header);
      chunk("acTL", count());
      chunk("fcTL", control(header, shown));
      chunk("IDAT", pixels);
    } else {
      chunk("fcTL", control(header, shown));
      chunk("fdAT", ByteBuffer.allocate(4 + pixels.length).putInt(sequence++).put(pixels).array());
    }
    frames++;
  }

  @Override
  public void finish() throws IOException {
    chunk("IEND", new byte[0]);
    out.seek(COUNT_AT);
    chunk("acTL", count());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** How many frames there are, and that they repeat without end. */
  private byte[] count() {
    return ByteBuffer.allocate(8).putInt(frames).putInt(0).array();
  }

  /** Number, size, place, how long it is shown, and that it replaces what was there. */
  private byte[] control(byte[] header, Duration shown) {
    return ByteBuffer.allocate(26)
        .putInt(sequence++)
        .put(header, 0, 8)
        .putLong(0)
        .putShort((short) shown.toMillis())
        .putShort((short) MILLISECONDS)
        .array();
  }

  /** All chunks of a kind in a still PNG, joined. */
  private static byte[] content(byte[] png, String kind) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.wrap(png).position(SIGNATURE.length);
    while (in.remaining() >= CHUNK_OVERHEAD) {
      int length = in.getInt();
      byte[] name = new byte[4];
      in.get(name);
      if (new String(name, StandardCharsets.US_ASCII).equals(kind)) {
        joined.write(png, in.position(), length);
      }
      in.position(in.position() + length + Integer.BYTES);
    }
    return joined.toByteArray();
  }

  private void chunk(String kind, byte[] content) throws IOException {
    byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_OVERHEAD + content.length);
    chunk.putInt(content.length).put(name).put(content).putInt((int) crc.getValue());
    out.write(chunk.array());
  }
}
