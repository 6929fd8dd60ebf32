package org.ncsn.data.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Encoded pictures on a disk, found by their names. Any number of threads may read. */
interface PictureSource extends AutoCloseable {
  /** Larger files are no pictures that one would train on. */
  int MAX_BYTES = 1 << 28;

  /** Where they are, for messages. */
  Path path();

  /** Where pictures may be that cannot be got at, with the reason; for people to read. */
  default Map<String, IOException> passedOver() {
    return Map.of();
  }

  /**
   * All bytes of one of them.
   *
   * @throws IOException if it cannot be read, or has more than {@link #MAX_BYTES}
   */
  byte[] read(String name) throws IOException;

  @Override
  void close();
}
