package org.ncsn.cli.output;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.ncsn.error.UserError;
import org.ncsn.io.FileErrors;

/**
 * Keeps a second run out of a folder. The lock is the operating system's, on a file that stays: it
 * ends with the process, however that ends.
 */
final class RunLock implements Closeable {
  private final RandomAccessFile file;

  private RunLock(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Locks a folder.
   *
   * @param path the file in it
   * @param taken what to say if another run has locked it
   * @throws UserError if one has, or the folder cannot be written to
   */
  static RunLock acquire(Path path, String taken) {
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      if (!isLocked(file)) {
        file.close();
        throw new UserError(taken);
      }
      return new RunLock(file);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(path, e);
    }
  }

  private static boolean isLocked(RandomAccessFile file) throws IOException {
    try {
      return file.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // by this very process
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new IllegalStateException("a file to which nothing was written did not close", e);
    }
  }
}
