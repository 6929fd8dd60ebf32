package org.ncsn.cli.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.error.UserError;
import org.ncsn.nn.Network;

/** Where a run's checkpoints are: every snapshot under its number, and the latest once more. */
public final class Checkpoints {
  private static final String SUFFIX = ".safetensors";
  private static final String OFFICIAL = "checkpoint.pth";
  private static final Pattern NUMBERED = Pattern.compile("checkpoint_(\\d{1,18})\\.safetensors");
  private static final Pattern OFFICIAL_NUMBERED = Pattern.compile("checkpoint_(\\d{1,18})\\.pth");

  /** So many steps are listed where one is not there. */
  public static final int LISTED = 10;

  private Checkpoints() {}

  /** The file of the latest checkpoint: a copy of a numbered one, or newer than all of them. */
  public static Path latest(Path logs) {
    return logs.resolve("checkpoint" + SUFFIX);
  }

  /**
   * Writes a checkpoint under its step's number, and as the latest one: two files, so that either
   * can be copied over without harm to the other.
   *
   * @return the numbered one
   * @throws UserError if they cannot be written
   */
  public static Path write(Path logs, Checkpoint checkpoint, Network network) {
    Path numbered = numbered(logs, checkpoint.snapshot().step());
    checkpoint.write(List.of(numbered, latest(logs)), network);
    return numbered;
  }

  /** The file of the checkpoint after so many steps. */
  public static Path numbered(Path logs, long step) {
    return logs.resolve("checkpoint_" + step + SUFFIX);
  }

  /**
   * Whether the official program trained here, and this one did not. Its latest file may be missing
   * beside numbered ones: those are what is published.
   */
  public static boolean isOfficial(Path logs) {
    return (Files.isRegularFile(logs.resolve(OFFICIAL))
            || steps(logs, OFFICIAL_NUMBERED).length > 0)
        && !Files.exists(latest(logs))
        && steps(logs).length == 0;
  }

  private static Path official(Path logs) {
    Path file = logs.resolve(OFFICIAL);
    long[] numbered = steps(logs, OFFICIAL_NUMBERED);
    return Files.isRegularFile(file) || numbered.length == 0
        ? file
        : officiallyNumbered(logs, numbered[numbered.length - 1]);
  }

  private static Path officiallyNumbered(Path logs, long step) {
    return logs.resolve("checkpoint_" + step + ".pth");
  }

  /**
   * The file of the latest checkpoint, which exists: a numbered one if the very first was written
   * when the process was killed, and the other was not.
   *
   * @throws UserError if there is none
   */
  public static Path existing(Path logs) {
    Path file = latest(logs);
    if (Files.isRegularFile(file)) {
      return file;
    }
    return numbered(
        logs,
        LongStream.of(steps(logs))
            .max()
            .orElseThrow(
                () ->
                    new UserError(
                        "no checkpoint in " + logs + "; train first, or check --run and --doc")));
  }

  /**
   * The file that a run is tested with: the official program's, or the latest checkpoint.
   *
   * @throws UserError if there is none
   */
  public static Path ofRun(Path logs) {
    return isOfficial(logs) ? official(logs) : existing(logs);
  }

  /**
   * The file of a chosen checkpoint.
   *
   * @param step how many steps it was written after; empty for the latest
   * @throws UserError if there is none, or no such
   */
  static Path chosen(Path logs, OptionalLong step) {
    if (step.isEmpty()) {
      return ofRun(logs);
    }
    Path file =
        isOfficial(logs)
            ? officiallyNumbered(logs, step.getAsLong())
            : numbered(logs, step.getAsLong());
    if (!Files.isRegularFile(file)) {
      List<Long> steps = tested(logs);
      throw new UserError(
          "--from: no checkpoint of step "
              + step.getAsLong()
              + " in "
              + logs
              + (steps.isEmpty() ? none(logs) : "; the last there are of steps " + last(steps)));
    }
    return file;
  }

  /** The last of some steps, at most {@link #LISTED}, to be told where another one is not there. */
  public static String last(List<Long> steps) {
    return steps.stream()
        .skip(Math.max(0, steps.size() - LISTED))
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private static String none(Path logs) {
    return isOfficial(logs)
        ? "; the official program's " + OFFICIAL + " is the only one, leave it out"
        : "; train first";
  }

  /** The last numbered checkpoint of an earlier step, if there is one. */
  static OptionalLong before(Path logs, long step) {
    return LongStream.of(steps(logs)).filter(any -> any < step).max();
  }

  /** The steps of all numbered checkpoints after one, in order. */
  public static List<Long> after(Path logs, long step) {
    return LongStream.of(steps(logs)).filter(any -> any > step).boxed().toList();
  }

  /** The steps of all numbered checkpoints that a test can choose from, in order. */
  public static List<Long> tested(Path logs) {
    return LongStream.of(steps(logs, isOfficial(logs) ? OFFICIAL_NUMBERED : NUMBERED))
        .boxed()
        .toList();
  }

  private static long[] steps(Path logs) {
    return steps(logs, NUMBERED);
  }

  private static long[] steps(Path logs, Pattern numbered) {
    try (Stream<Path> files = Files.list(logs)) {
      return files
          .map(file -> numbered.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
          .sorted()
          .toArray();
    } catch (IOException unreadable) {
      return new long[0];
    }
  }
}
