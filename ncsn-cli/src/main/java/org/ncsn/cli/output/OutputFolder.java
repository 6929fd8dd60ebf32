package org.ncsn.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ncsn.io.FileErrors;

/**
 * A folder that a test writes to. One at a time: the files' names are always the same, so that of
 * two tests one would write over what the other has drawn for hours.
 */
public final class OutputFolder implements AutoCloseable {
  private static final String LOCK = ".images.lock";

  private final Path path;
  private final RunLock lock;

  private OutputFolder(Path path, RunLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Locks a folder, which is created if it is missing.
   *
   * @throws org.ncsn.error.UserError if another test writes there, or it cannot be written to
   */
  public static OutputFolder open(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(path, e);
    }
    return new OutputFolder(
        path,
        RunLock.acquire(
            path.resolve(LOCK),
            "another test is writing into "
                + path
                + "; wait for it, stop it, or choose another folder with -o"));
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    lock.close();
  }
}
