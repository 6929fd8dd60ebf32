package org.ncsn.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a run that another one is about to replace. They stand in a folder {@code
 * checkpoint.replaced} until the new run has a checkpoint, then they are deleted; if it comes to
 * none, they are put back. A process that is killed in between leaves this to the next one.
 *
 * @param logs the run folder, which decides: what is settled there is settled for both
 * @param tensorboard the folder of its curves, perhaps on another disk
 */
record EarlierRun(Path logs, Path tensorboard) {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierRun.class);

  /** Whole: whatever else is in the folder is the new run's. */
  private static final String ASIDE = "checkpoint.replaced";

  /** In part: whatever else is in the folder is the earlier run's, too. */
  private static final String MOVING = "checkpoint.moving";

  /** Whether a file or folder of a run folder is one of this class's. */
  static boolean isAside(Path entry) {
    String name = entry.getFileName().toString();
    return name.equals(ASIDE) || name.equals(MOVING);
  }

  /** Whether something waits to be deleted or put back. */
  boolean isUnsettled() {
    return Stream.of(logs, tensorboard)
        .anyMatch(
            folder ->
                Files.isDirectory(folder.resolve(ASIDE))
                    || Files.isDirectory(folder.resolve(MOVING)));
  }

  /** Makes room for a new run. */
  void setAside() throws IOException {
    setAside(tensorboard);
    setAside(logs); // the last, since its folder says that the new run has begun
  }

  private static void setAside(Path folder) throws IOException {
    List<Path> files = RunFiles.in(folder);
    Path moving = Files.createDirectories(folder.resolve(MOVING));
    for (Path file : files) {
      Files.move(file, moving.resolve(file.getFileName()));
    }
    Files.move(moving, folder.resolve(ASIDE));
  }

  /**
   * Deletes the earlier run if the new one has a checkpoint, or else the new one, and puts back the
   * earlier. Nothing happens if nothing was set aside. May be killed at any moment, and called
   * again.
   */
  void settle() throws IOException {
    boolean begun = Files.isDirectory(logs.resolve(ASIDE));
    if (begun && RunFiles.holdsCheckpoint(logs)) {
      discard(tensorboard);
      discard(logs); // the last, as long as it is there this is not done
      return;
    }
    if (begun) {
      RunFiles.clear(tensorboard);
      RunFiles.clear(logs);
      Files.move(logs.resolve(ASIDE), logs.resolve(MOVING));
      LOG.warn("{}: the new run left no checkpoint; the earlier one is back", logs);
    }
    putBack(logs, MOVING);
    putBack(tensorboard, ASIDE);
    putBack(tensorboard, MOVING);
  }

  /** Deletes the program's own files, and puts back what somebody else kept among them. */
  private static void discard(Path folder) throws IOException {
    if (Files.isDirectory(folder.resolve(ASIDE))) {
      RunFiles.clear(folder.resolve(ASIDE));
      putBack(folder, ASIDE);
    }
  }

  private static void putBack(Path folder, String name) throws IOException {
    Path aside = folder.resolve(name);
    if (!Files.isDirectory(aside, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> entries = Files.list(aside)) {
      for (Path entry : entries.toList()) {
        Path place = folder.resolve(entry.getFileName());
        Files.move(entry, place, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.delete(aside);
  }
}
