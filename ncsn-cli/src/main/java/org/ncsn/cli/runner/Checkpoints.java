package org.ncsn.cli.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ncsn.error.UserError;

/** Where a run's checkpoints are: every snapshot under its number, and the latest once more. */
public final class Checkpoints {
  private static final String SUFFIX = ".safetensors";
  private static final Pattern NUMBERED = Pattern.compile("checkpoint_(\\d{1,18})\\.safetensors");

  private Checkpoints() {}

  /** The file of the latest checkpoint: a second name of the last numbered one. */
  public static Path latest(Path logs) {
    return logs.resolve("checkpoint" + SUFFIX);
  }

  /** The file of the checkpoint after so many steps. */
  public static Path numbered(Path logs, long step) {
    return logs.resolve("checkpoint_" + step + SUFFIX);
  }

  /**
   * The file of the latest checkpoint, which exists: a numbered one if the very first was written
   * when the process was killed, and its second name was not.
   *
   * @throws UserError if there is none
   */
  public static Path existing(Path logs) {
    Path file = latest(logs);
    if (Files.isRegularFile(file)) {
      return file;
    }
    return newest(logs)
        .orElseThrow(
            () ->
                new UserError(
                    "no checkpoint in " + logs + "; train first, or check --run and --doc"));
  }

  private static Optional<Path> newest(Path logs) {
    try (Stream<Path> files = Files.list(logs)) {
      return files
          .filter(file -> NUMBERED.matcher(file.getFileName().toString()).matches())
          .max(Comparator.comparingLong(Checkpoints::step));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static long step(Path numbered) {
    Matcher matcher = NUMBERED.matcher(numbered.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
