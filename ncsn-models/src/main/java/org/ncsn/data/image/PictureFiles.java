package org.ncsn.data.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.ncsn.error.UserError;

/**
 * Encoded pictures on a disk, in the order of their names. Nothing but the names is in memory; any
 * number of threads may read.
 */
interface PictureFiles extends AutoCloseable {
  /** Larger files are no pictures that one would train on. */
  long MAX_BYTES = 1L << 28;

  /** Where they are, for messages. */
  Path path();

  /** Their paths within the folder or archive, with slashes, sorted. */
  List<String> names();

  /** Where pictures may be that cannot be got at, with the reason; for people to read. */
  Map<String, IOException> passedOver();

  /**
   * All bytes of one of them.
   *
   * @throws IOException if it cannot be read, or has more than {@link #MAX_BYTES}
   */
  byte[] read(String name) throws IOException;

  @Override
  void close();

  /**
   * The pictures in a folder and the folders below it, or in a ZIP archive.
   *
   * @throws UserError if it is missing, damaged or neither
   */
  static PictureFiles open(Path path) {
    return Files.isDirectory(path) ? PictureFolder.open(path) : PictureArchive.open(path);
  }
}
