package org.ncsn.data.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Sizes of the frames in a WebP file. What its header claims is the canvas, and a frame that is
 * larger would be decoded all the same.
 */
final class WebpFrames {
  private static final int FILE_HEADER = 12;
  private static final int TAG = 4;
  private static final int ANIMATION_HEADER = 16;

  /** Where a lossy frame has its extents, of {@value #EXTENT_BITS} bits in 16 each. */
  private static final int LOSSY_EXTENTS = 6;

  /** Where a lossless frame has its extents, less one and next to each other. */
  private static final int LOSSLESS_EXTENTS = 1;

  private static final int EXTENT_BITS = 14;
  private static final int EXTENT = (1 << EXTENT_BITS) - 1;

  private WebpFrames() {}

  /** Pixels of the largest frame; 0 if there is none. */
  static long largest(byte[] file) {
    if (file.length < FILE_HEADER) {
      return 0;
    }
    ByteBuffer chunks = ByteBuffer.wrap(file, FILE_HEADER, file.length - FILE_HEADER).slice();
    return largestIn(chunks.order(ByteOrder.LITTLE_ENDIAN), true);
  }

  /**
   * @param outermost whether these are the file's own chunks, not those of a frame of an animation,
   *     which cannot hold another
   */
  private static long largestIn(ByteBuffer chunks, boolean outermost) {
    long largest = 0;
    while (chunks.remaining() >= TAG + Integer.BYTES) {
      byte[] tag = new byte[TAG];
      chunks.get(tag);
      long claimed = Integer.toUnsignedLong(chunks.getInt());
      int length = (int) Math.min(claimed, chunks.remaining());
      ByteBuffer chunk = chunks.slice().limit(length).order(ByteOrder.LITTLE_ENDIAN);
      largest =
          Math.max(largest, pixels(new String(tag, StandardCharsets.ISO_8859_1), chunk, outermost));
      // A chunk of odd length is followed by a byte of padding.
      chunks.position(chunks.position() + Math.min(length + length % 2, chunks.remaining()));
    }
    return largest;
  }

  private static long pixels(String tag, ByteBuffer chunk, boolean outermost) {
    try {
      return switch (tag) {
        case "VP8 " ->
            (long) (chunk.getShort(LOSSY_EXTENTS) & EXTENT)
                * (chunk.getShort(LOSSY_EXTENTS + Short.BYTES) & EXTENT);
        case "VP8L" -> {
          int extents = chunk.getInt(LOSSLESS_EXTENTS);
          yield (long) ((extents & EXTENT) + 1) * ((extents >>> EXTENT_BITS & EXTENT) + 1);
        }
        case "ANMF" ->
            outermost
                ? largestIn(
                    chunk
                        .position(Math.min(ANIMATION_HEADER, chunk.limit()))
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN),
                    false)
                : 0;
        default -> 0;
      };
    } catch (BufferUnderflowException | IndexOutOfBoundsException cutOff) {
      return 0;
    }
  }
}
