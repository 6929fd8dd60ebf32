package org.ncsn.data.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What a PNG file's chunks say before any of it is decoded: how the camera was held. */
final class PngChunks {
  private static final int SIGNATURE_BYTES = 8;
  private static final int CHECKSUM_BYTES = 4;
  private static final int EXIF = 'e' << 24 | 'X' << 16 | 'I' << 8 | 'f';

  /** Readers take some microseconds for each, were it empty; honest ones hold some kilobytes. */
  private static final int MOST_CHUNKS = 1 << 17;

  private PngChunks() {}

  /**
   * Normal if no chunk says anything else.
   *
   * @throws IOException if there are more chunks than in any honest file
   */
  static Orientation orientation(byte[] file) throws IOException {
    Orientation orientation = Orientation.NORMAL;
    int chunks = 0;
    ByteBuffer in = ByteBuffer.wrap(file);
    in.position(Math.min(SIGNATURE_BYTES, file.length));
    while (in.remaining() >= 2 * Integer.BYTES) {
      long length = Integer.toUnsignedLong(in.getInt());
      int type = in.getInt();
      if (type == EXIF) {
        orientation = Exif.orientation(in.slice().limit((int) Math.min(length, in.remaining())));
      }
      chunks++;
      if (chunks > MOST_CHUNKS) {
        throw new IOException("it has more than " + MOST_CHUNKS + " chunks");
      }
      in.position((int) Math.min(in.position() + length + CHECKSUM_BYTES, file.length));
    }
    return orientation;
  }
}
