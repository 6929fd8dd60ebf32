package org.ncsn.data.image;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a WebP file's chunks say before any of it is decoded. What its header claims is the canvas,
 * and a frame that is larger would be decoded all the same.
 */
final class WebpChunks {
  private static final int FILE_HEADER = 12;
  private static final int TAG = 4;
  private static final int ANIMATION_HEADER = 16;

  /** Where a lossy frame has its extents, of {@value #EXTENT_BITS} bits in 16 each. */
  private static final int LOSSY_EXTENTS = 6;

  /** Where a lossless frame has its extents, less one and next to each other. */
  private static final int LOSSLESS_EXTENTS = 1;

  private static final int EXTENT_BITS = 14;
  private static final int EXTENT = (1 << EXTENT_BITS) - 1;

  private static final int CANVAS_BYTES = 10;
  private static final int CANVAS_EXTENTS = 4;

  /** Extents of the canvas, less one, and offsets of frames, halved, have so many. */
  private static final int WIDE_BYTES = 3;

  private static final int MOST_CHUNKS = 1 << 16;

  private int count;
  private long largestFrame;
  private Orientation orientation = Orientation.NORMAL;
  private Optional<ByteBuffer> extended = Optional.empty();
  private Optional<ByteBuffer> firstOfAnimation = Optional.empty();

  private WebpChunks(byte[] file) throws IOException {
    if (file.length > FILE_HEADER) {
      walk(littleEndian(ByteBuffer.wrap(file, FILE_HEADER, file.length - FILE_HEADER)), true);
    }
  }

  /**
   * Looks through a file.
   *
   * @throws IOException if it has more chunks than honest files have
   */
  static WebpChunks of(byte[] file) throws IOException {
    return new WebpChunks(file);
  }

  /** Pixels of the largest frame, with all that would be decoded for it; 0 if there is none. */
  long largestFrame() {
    return largestFrame;
  }

  /** How the camera was held. */
  Orientation orientation() {
    return orientation;
  }

  /** What an animation's first frame is drawn on: nothing, which is black without its alpha. */
  Optional<Canvas> canvas() {
    if (extended.isEmpty() || firstOfAnimation.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer whole = extended.get();
    ByteBuffer frame = firstOfAnimation.get();
    return Optional.of(
        new Canvas(
            1 + wide(whole, CANVAS_EXTENTS),
            1 + wide(whole, CANVAS_EXTENTS + WIDE_BYTES),
            2 * wide(frame, 0),
            2 * wide(frame, WIDE_BYTES),
            0));
  }

  /** The rest of some bytes, numbered from 0. */
  private static ByteBuffer littleEndian(ByteBuffer bytes) {
    return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int wide(ByteBuffer chunk, int at) {
    return Short.toUnsignedInt(chunk.getShort(at))
        | Byte.toUnsignedInt(chunk.get(at + Short.BYTES)) << Short.SIZE;
  }

  /**
   * @param outermost whether these are the file's own chunks, not those of a frame of an animation,
   *     which cannot hold another
   */
  private void walk(ByteBuffer chunks, boolean outermost) throws IOException {
    long pixels = 0;
    int alphas = 0;
    while (chunks.remaining() >= TAG + Integer.BYTES) {
      byte[] tag = new byte[TAG];
      chunks.get(tag);
      long claimed = Integer.toUnsignedLong(chunks.getInt());
      int length = (int) Math.min(claimed, chunks.remaining());
      String name = new String(tag, StandardCharsets.ISO_8859_1);
      alphas += name.equals("ALPH") ? 1 : 0;
      count++;
      if (alphas > 1 || count > MOST_CHUNKS) {
        throw new IOException("it has more chunks than a picture needs");
      }
      pixels += look(name, littleEndian(chunks.slice().limit(length)), outermost);
      // A chunk of odd length is followed by a byte of padding.
      chunks.position(chunks.position() + Math.min(length + length % 2, chunks.remaining()));
    }
    largestFrame = Math.max(largestFrame, pixels);
  }

  /** Takes what a chunk says. Its pixels are returned, which are none if it holds no frame. */
  private long look(String tag, ByteBuffer chunk, boolean outermost) throws IOException {
    try {
      switch (tag) {
        case "VP8 " -> {
          return (long) (chunk.getShort(LOSSY_EXTENTS) & EXTENT)
              * (chunk.getShort(LOSSY_EXTENTS + Short.BYTES) & EXTENT);
        }
        case "VP8L" -> {
          int extents = chunk.getInt(LOSSLESS_EXTENTS);
          return (long) ((extents & EXTENT) + 1) * ((extents >>> EXTENT_BITS & EXTENT) + 1);
        }
        case "EXIF" -> orientation = Exif.orientation(chunk);
        case "VP8X" -> {
          if (chunk.remaining() >= CANVAS_BYTES) {
            extended = Optional.of(chunk);
          }
        }
        case "ANMF" -> {
          if (outermost && chunk.remaining() >= ANIMATION_HEADER) {
            firstOfAnimation = firstOfAnimation.or(() -> Optional.of(chunk));
            walk(littleEndian(chunk.duplicate().position(ANIMATION_HEADER)), false);
          }
        }
        default -> {
          // Nothing of it is decoded.
        }
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException cutOff) {
      // The reader will say so.
    }
    return 0;
  }
}
