package org.ncsn.cli.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ncsn.error.UserError;
import org.ncsn.nn.Parameter;
import org.ncsn.training.Checkpoint;
import org.ncsn.training.TorchCheckpoint;
import org.ncsn.training.TrainingState.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a run's checkpoints are: every snapshot under its number, and the latest once more. */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String SUFFIX = ".safetensors";
  private static final String OFFICIAL = "checkpoint.pth";
  private static final Pattern NUMBERED = Pattern.compile("checkpoint_(\\d{1,18})\\.safetensors");

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
  public static Path write(Path logs, Checkpoint checkpoint, List<Parameter> parameters) {
    Path numbered = numbered(logs, checkpoint.snapshot().step());
    checkpoint.write(List.of(numbered, latest(logs)), parameters);
    return numbered;
  }

  /** The file of the checkpoint after so many steps. */
  public static Path numbered(Path logs, long step) {
    return logs.resolve("checkpoint_" + step + SUFFIX);
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
    return newest(logs)
        .orElseThrow(
            () ->
                new UserError(
                    "no checkpoint in " + logs + "; train first, or check --run and --doc"));
  }

  /**
   * The weights to sample with: of the latest checkpoint, of this program or else of the official
   * one, whose run folders are sampled in place.
   *
   * @throws UserError if there is none, or it is of another network
   */
  public static Snapshot toSample(Path logs, List<Parameter> parameters) {
    Path official = logs.resolve(OFFICIAL);
    Path own = latest(logs);
    if (!Files.exists(own) && newest(logs).isEmpty() && Files.isRegularFile(official)) {
      LOG.info("Sampling from {}", official);
      return TorchCheckpoint.read(official, parameters, List.of());
    }
    Path file = existing(logs);
    Snapshot snapshot = Checkpoint.read(file, parameters).snapshot();
    LOG.info("Sampling from {}, step {}", file, snapshot.step());
    return snapshot;
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
