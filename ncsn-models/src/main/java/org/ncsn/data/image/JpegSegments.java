package org.ncsn.data.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a JPEG file's segments say before any of it is decoded.
 *
 * @param orientation how the camera was held
 * @param scans how often a reader goes over all pixels: progressive files refine them
 */
record JpegSegments(Orientation orientation, int scans) {
  private static final int MARK = 0xFF;
  private static final int STUFFED = 0x00;
  private static final int FIRST_RESTART = 0xD0;
  private static final int TEMPORARY = 0x01;
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int APP1 = 0xE1;

  /** Honest ones hold up to 64 KB; a reader's time for tables grows with their number's square. */
  private static final int MOST_SEGMENTS = 1 << 12;

  /**
   * Looks through a file.
   *
   * @throws IOException if there are more segments than in any honest file
   */
  static JpegSegments of(byte[] file) throws IOException {
    Orientation orientation = Orientation.NORMAL;
    int scans = 0;
    int segments = 0;
    int at = nextMarker(file, 0);
    while (at < file.length && marker(file, at) != END_OF_IMAGE) {
      int marker = marker(file, at);
      int start = at + 1;
      boolean hasLength = marker != START_OF_IMAGE && marker != TEMPORARY;
      if (hasLength && start + 2 <= file.length) {
        int length = marker(file, start) << Byte.SIZE | marker(file, start + 1);
        int end = Math.min(start + Math.max(length, 2), file.length);
        ByteBuffer content = ByteBuffer.wrap(file, start + 2, end - start - 2);
        if (marker == APP1 && scans == 0 && Exif.isMarked(content)) {
          orientation = Exif.orientation(content);
        }
        scans += marker == START_OF_SCAN ? 1 : 0;
        start = end;
      }
      segments++;
      if (segments > MOST_SEGMENTS) {
        throw new IOException("it has more than " + MOST_SEGMENTS + " segments");
      }
      at = nextMarker(file, start);
    }
    return new JpegSegments(orientation, scans);
  }

  /** Where the next marker's number is; the file's length if there is none. */
  private static int nextMarker(byte[] file, int from) {
    for (int at = from + 1; at < file.length; at++) {
      int number = marker(file, at);
      boolean isRestart = number >= FIRST_RESTART && number < START_OF_IMAGE;
      if (marker(file, at - 1) == MARK && number != STUFFED && number != MARK && !isRestart) {
        return at;
      }
    }
    return file.length;
  }

  private static int marker(byte[] file, int at) {
    return Byte.toUnsignedInt(file[at]);
  }
}
