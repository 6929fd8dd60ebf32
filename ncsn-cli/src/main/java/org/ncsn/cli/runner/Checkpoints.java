package org.ncsn.cli.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import org.ncsn.error.UserError;

/** Where a run's checkpoints are: every snapshot under its number, and the latest once more. */
public final class Checkpoints {
  private static final String SUFFIX = ".safetensors";

  private Checkpoints() {}

  /** The file of the latest checkpoint: a second name of the last numbered one. */
  public static Path latest(Path logs) {
    return logs.resolve("checkpoint" + SUFFIX);
  }

  /** The file of the checkpoint after so many steps. */
  static Path numbered(Path logs, long step) {
    return logs.resolve("checkpoint_" + step + SUFFIX);
  }

  /**
   * The file of the latest checkpoint, which exists.
   *
   * @throws UserError if there is none
   */
  public static Path existing(Path logs) {
    Path file = latest(logs);
    if (!Files.isRegularFile(file)) {
      throw new UserError("no checkpoint in " + logs + "; train first, or check --run and --doc");
    }
    return file;
  }
}
