package org.ncsn.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ncsn.error.Printable;
import org.ncsn.error.UserError;
import org.ncsn.io.FileErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of one experiment: {@code <run>/logs/<doc>} with its config, log and checkpoints, and
 * {@code <run>/tensorboard/<doc>} with its curves. While a run trains in them they are locked.
 */
public final class RunFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  private final Path logs;
  private final Path tensorboard;
  private final EarlierRun earlier;
  private final RunLock lock;

  private RunFolder(Path logs, Path tensorboard, RunLock lock) {
    this.logs = logs;
    this.tensorboard = tensorboard;
    this.earlier = new EarlierRun(logs, tensorboard);
    this.lock = lock;
  }

  /**
   * The folders for a new training, locked, without the files of an earlier one. Those are kept
   * aside until the new training has a checkpoint, and come back if it is closed without one.
   *
   * @param run folder of all experiments
   * @param doc name of this one
   * @param overwrite whether checkpoints of an earlier training may be replaced
   * @throws UserError if there are such checkpoints and they may not, if another run is at work
   *     there, or if the folders cannot be written to
   */
  public static RunFolder create(Path run, String doc, boolean overwrite) {
    RunFolder folder = locked(run, doc);
    try {
      if (!overwrite) {
        folder.refuseCheckpoint();
      }
      if (folder.holdsCheckpoint()) {
        folder.earlier.setAside();
      } else {
        RunFiles.clear(folder.logs);
        RunFiles.clear(folder.tensorboard);
      }
      return folder;
    } catch (IOException e) {
      folder.close();
      throw FileErrors.cannotWrite(folder.logs.resolve("config.yml"), e);
    } catch (UserError e) {
      folder.close();
      throw e;
    }
  }

  /**
   * Makes sure that a new training would not meet the checkpoints of an earlier one. {@link
   * #create} does so, too; this is for knowing it before data are fetched.
   *
   * @throws UserError if there are such checkpoints, and they may not be deleted
   */
  public static void requireUnused(Path run, String doc, boolean overwrite) {
    Path logs = logs(run, doc);
    if (!overwrite && Files.isDirectory(logs)) {
      new RunFolder(logs, tensorboard(run, doc), null).refuseCheckpoint();
    }
  }

  /**
   * The folders of an earlier training, locked, to go on in.
   *
   * @throws UserError if there is no such training, another run is at work there, or the folders
   *     cannot be written to
   */
  public static RunFolder resume(Path run, String doc) {
    requireExisting(run, doc);
    return locked(run, doc);
  }

  /**
   * The folders of a training, to read from; it may still be going on.
   *
   * @throws UserError if there is no such training
   */
  public static RunFolder open(Path run, String doc) {
    requireExisting(run, doc);
    RunFolder folder = new RunFolder(logs(run, doc), tensorboard(run, doc), null);
    if (folder.earlier.isUnsettled()) {
      try {
        resume(run, doc).close();
      } catch (UserError atWork) {
        LOG.debug("Left as it is: {}", atWork.getMessage());
      }
    }
    return folder;
  }

  /** A name that no checkpoint is kept under: the given one, or the first one numbered after it. */
  public static String freeName(Path run, String doc) {
    String name = doc;
    for (int number = 2; isTaken(run, name); number++) {
      name = doc + "-" + number;
    }
    return name;
  }

  private static boolean isTaken(Path run, String doc) {
    return Files.isDirectory(logs(run, doc)) && open(run, doc).holdsCheckpoint();
  }

  /** Where config, log and checkpoints are. */
  public Path logs() {
    return logs;
  }

  /** Where data sets are kept, beside the logs of all runs. */
  public Path datasets() {
    return logs.getParent().resolveSibling("datasets");
  }

  /** Folder of what is found of the run's samples: how good they are. */
  public Path evaluation() {
    return logs.getParent().resolveSibling("evaluation").resolve(logs.getFileName());
  }

  /** Where the event files are. */
  public Path tensorboard() {
    return tensorboard;
  }

  /** Where a runner keeps images that it draws while it trains. */
  public Path snapshots() {
    return logs.resolve(RunFiles.SNAPSHOTS);
  }

  /** The config as it was used. */
  public Path config() {
    return logs.resolve("config.yml");
  }

  /** The log. */
  public Path stdout() {
    return logs.resolve("stdout.txt");
  }

  /** Whether a checkpoint was ever written here. */
  public boolean holdsCheckpoint() {
    try {
      return RunFiles.holdsCheckpoint(logs);
    } catch (IOException e) {
      throw FileErrors.cannotRead(logs, "run folder", "choose another --doc", e);
    }
  }

  private void refuseCheckpoint() {
    if (holdsCheckpoint()) {
      throw new UserError(
          logs
              + " holds a checkpoint; go on from it with --resume_training, clear it with"
              + " --overwrite, or choose another --doc");
    }
  }

  /** There is a checkpoint now: what was set aside for the new training can go. */
  public void saved() {
    if (earlier.isUnsettled()) {
      try {
        earlier.settle();
      } catch (IOException e) {
        LOG.warn("The earlier run is not cleared away yet: {}", e.toString());
      }
    }
  }

  /** Puts back what was set aside if there is still no checkpoint, and unlocks the folders. */
  @Override
  public void close() {
    if (lock != null) {
      saved();
      lock.close();
    }
  }

  private static RunFolder locked(Path run, String doc) {
    Path logs = logs(run, doc);
    Path tensorboard = tensorboard(run, doc);
    createFolders(logs);
    createFolders(tensorboard);
    RunFolder folder = new RunFolder(logs, tensorboard, lock(logs));
    try {
      folder.earlier.settle(); // a process may have been killed
      return folder;
    } catch (IOException e) {
      folder.lock.close();
      throw FileErrors.cannotWrite(folder.config(), e);
    }
  }

  private static RunLock lock(Path logs) {
    return RunLock.acquire(
        logs.resolve(".lock"),
        "another run is at work in " + logs + "; wait for it, stop it, or choose another --doc");
  }

  private static void createFolders(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileErrors.cannotWrite(folder, e);
    }
  }

  private static void requireExisting(Path run, String doc) {
    Path logs = logs(run, doc);
    if (!Files.isDirectory(logs)) {
      List<String> known = known(run.resolve("logs"));
      String there = known.isEmpty() ? "" : "; there are " + String.join(", ", known);
      throw new UserError("no training in " + logs + there + "; train one first, or check --doc");
    }
  }

  private static List<String> known(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Path logs(Path run, String doc) {
    return run.resolve("logs").resolve(checked(doc));
  }

  private static Path tensorboard(Path run, String doc) {
    return run.resolve("tensorboard").resolve(checked(doc));
  }

  /** The name of an experiment becomes a folder: it must not lead out of the run folder. */
  private static String checked(String doc) {
    boolean plain = !doc.isBlank() && doc.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ');
    if (!plain || doc.equals(".") || doc.equals("..")) {
      throw new UserError(
          "--doc '"
              + Printable.of(doc)
              + "' is not a name; it becomes a folder, so it has no / or \\ and is not . or ..");
    }
    return doc;
  }
}
