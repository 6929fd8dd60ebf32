package org.ncsn.cli.output;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.zip.CRC32;
import org.ncsn.io.FileErrors;

/**
 * An animated PNG, which repeats forever, loses nothing of its frames' colours, and is shown by
 * every browser (W3C, Portable Network Graphics, third edition); other viewers show the first
 * frame. Frames go to the disk as they come, one behind; the file takes its name when it is closed.
 */
public final class AnimatedPng implements Closeable {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Length, name and checksum of a chunk. */
  private static final int CHUNK_OVERHEAD = 12;

  private static final int HEADER_BYTES = 13;
  private static final int COUNT_AT = SIGNATURE.length + CHUNK_OVERHEAD + HEADER_BYTES;
  private static final int MILLISECONDS = 1000;

  private final Path file;
  private final Path unfinished;
  private final Duration delay;
  private final Duration lastDelay;
  private RandomAccessFile out;
  private byte[] pending;
  private int frames;
  private int sequence;

  /**
   * An animation without frames. Nothing is written until the second frame comes, or the end.
   *
   * @param file where it goes; replaced if it exists
   * @param delay how long a frame is shown
   * @param lastDelay how long the last one is shown
   */
  public AnimatedPng(Path file, Duration delay, Duration lastDelay) {
    this.file = file;
    this.unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    this.delay = delay;
    this.lastDelay = lastDelay;
  }

  /**
   * Appends a frame, of the size and kind of the others.
   *
   * @throws org.ncsn.error.UserError if the file cannot be written
   */
  public void add(BufferedImage frame) {
    try {
      if (pending != null) {
        write(pending, delay);
      }
      pending = ImageGrid.png(frame);
    } catch (IOException e) {
      throw abandon(e);
    }
  }

  /**
   * Writes the last frame and gives the file its name; no frames leave no file.
   *
   * @throws org.ncsn.error.UserError if the file cannot be written
   */
  @Override
  public void close() {
    if (pending == null) {
      return;
    }
    try {
      write(pending, lastDelay);
      pending = null;
      chunk("IEND", new byte[0]);
      out.seek(COUNT_AT);
      chunk("acTL", count());
      out.close();
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw abandon(e);
    }
  }

  private void write(byte[] png, Duration shown) throws IOException {
    byte[] header = content(png, "IHDR");
    byte[] pixels = content(png, "IDAT");
    if (frames == 0) {
      Files.deleteIfExists(unfinished);
      out = new RandomAccessFile(unfinished.toFile(), "rw");
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

  private RuntimeException abandon(IOException cause) {
    pending = null;
    try {
      if (out != null) {
        out.close();
      }
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return FileErrors.cannotWrite(file, cause);
  }
}
