package org.ncsn.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import org.ncsn.error.UserError;
import org.ncsn.io.FileErrors;

/**
 * Fetches published files of known size and checksum from one server. A file grows as {@code
 * <name>.part}, which a later attempt continues, and takes its name only when its checksum is
 * right.
 */
public final class Download {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final URI base;
  private final Duration patience;
  private final Progress progress;

  /**
   * A way to get files from below an address.
   *
   * @param base ends with a slash
   * @param progress is told about every piece that arrives
   */
  public Download(URI base, Progress progress) {
    this(base, PATIENCE, progress);
  }

  Download(URI base, Duration patience, Progress progress) {
    this.base = base;
    this.patience = patience;
    this.progress = progress;
  }

  /** Listens to a download; called from the thread that receives. */
  @FunctionalInterface
  public interface Progress {
    /** {@code done} of {@code total} bytes of a file are there. */
    void advanced(String file, long done, long total);
  }

  /**
   * Gets the file that has the target's name on the server.
   *
   * @param bytes its size
   * @param md5 its checksum, in lower-case hexadecimal digits
   * @throws UserError if the server cannot be reached or sends something else; it says which file
   *     to put where by hand
   */
  public void fetch(Path target, long bytes, String md5) {
    fetch(target, bytes, Checksum.md5(md5));
  }

  /** The same of a file that is published with any checksum. */
  public void fetch(Path target, long bytes, Checksum expected) {
    URI source = base.resolve(target.getFileName().toString());
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      boolean resumed = Files.exists(part);
      Checksum found = receive(source, part, bytes, expected);
      if (resumed && !found.equals(expected)) {
        // The old piece may be at fault: of another version, or damaged.
        Files.deleteIfExists(part);
        found = receive(source, part, bytes, expected);
      }
      if (!found.equals(expected)) {
        Files.deleteIfExists(part);
        throw unavailable(
            source, target, "it came with " + found + ", expected " + expected.digits(), null);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (HttpTransfer.Failure e) {
      throw unavailable(source, target, e.getMessage(), e);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(target, e);
    }
  }

  /** Completes the part and returns its checksum. */
  private Checksum receive(URI source, Path part, long bytes, Checksum expected)
      throws IOException {
    String name = source.getPath().substring(source.getPath().lastIndexOf('/') + 1);
    if (!Files.exists(part) || Files.size(part) != bytes) {
      new HttpTransfer(source, part, bytes, patience, done -> progress.advanced(name, done, bytes))
          .run();
    }
    return expected.of(part);
  }

  private static UserError unavailable(URI source, Path target, String reason, Throwable cause) {
    return new UserError(
        String.format(
            Locale.ROOT,
            "cannot download %s: %s; put the file %s into %s by hand, or run again when the network"
                + " allows",
            source,
            reason,
            target.getFileName(),
            target.toAbsolutePath().getParent()),
        cause);
  }
}
