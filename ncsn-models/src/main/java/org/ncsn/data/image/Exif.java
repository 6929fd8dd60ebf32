package org.ncsn.data.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The one thing that is looked for in what cameras write about a picture (EXIF, a TIFF file). */
final class Exif {
  /** Begins it in JPEG files, and by mistake elsewhere. */
  private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private static final short LITTLE_ENDIAN = 0x4949;
  private static final short BIG_ENDIAN = 0x4D4D;
  private static final int MAGIC = 42;
  private static final int ENTRY_BYTES = 12;
  private static final int ORIENTATION_TAG = 0x0112;
  private static final int SHORT_TYPE = 3;
  private static final int VALUE_AT = 8;

  private Exif() {}

  /** Whether these bytes say that they are EXIF. */
  static boolean isMarked(ByteBuffer block) {
    return block.remaining() >= PREFIX.length
        && block.slice().limit(PREFIX.length).equals(ByteBuffer.wrap(PREFIX));
  }

  /** How the camera was held; normal if that is not said, or what is there is no EXIF. */
  static Orientation orientation(ByteBuffer block) {
    ByteBuffer tiff = block.slice();
    if (isMarked(tiff)) {
      tiff = tiff.position(PREFIX.length).slice();
    }
    try {
      return inTiff(tiff);
    } catch (IndexOutOfBoundsException cutOff) {
      return Orientation.NORMAL;
    }
  }

  private static Orientation inTiff(ByteBuffer tiff) {
    short order = tiff.getShort(0);
    if (order != LITTLE_ENDIAN && order != BIG_ENDIAN) {
      return Orientation.NORMAL;
    }
    tiff.order(order == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (tiff.getShort(2) != MAGIC) {
      return Orientation.NORMAL;
    }
    int directory = tiff.getInt(4);
    int entries = Short.toUnsignedInt(tiff.getShort(directory));
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY_BYTES;
      if (tiff.getShort(entry) == ORIENTATION_TAG && tiff.getShort(entry + 2) == SHORT_TYPE) {
        return Orientation.numbered(tiff.getShort(entry + VALUE_AT));
      }
    }
    return Orientation.NORMAL;
  }
}
