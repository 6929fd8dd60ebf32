package org.ncsn.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.ncsn.io.RegularFile;

/**
 * The bytes of a file of any size, read at any place by any thread; not through a channel, which a
 * thread that is interrupted would close for all others.
 */
final class LmdbBytes implements AutoCloseable {
  private final RandomAccessFile file;
  private final long size;

  private LmdbBytes(RandomAccessFile file, long size) {
    this.file = file;
    this.size = size;
  }

  static LmdbBytes open(Path path) throws IOException {
    RegularFile.require(path);
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    try {
      return new LmdbBytes(file, file.length());
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** How many there were when the file was opened. */
  long size() {
    return size;
  }

  /**
   * Some of them.
   *
   * @throws IOException if the file ends before
   */
  byte[] read(long at, int length) throws IOException {
    if (at > size - length) {
      throw new EOFException("it is cut off after " + size + " bytes");
    }
    byte[] bytes = new byte[length];
    synchronized (file) {
      file.seek(at);
      file.readFully(bytes);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
