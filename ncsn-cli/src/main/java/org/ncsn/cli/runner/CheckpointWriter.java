package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.List;
import org.ncsn.checkpoint.AtomicFile;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.error.UserError;
import org.ncsn.tensor.HostArray;
import org.ncsn.training.Checkpoint;
import org.ncsn.training.TrainingFeed;
import org.ncsn.training.TrainingState;
import org.ncsn.training.TrainingState.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the checkpoints of a training.
 *
 * @param feed knows where in the data a step begins
 * @param backend name of the engine
 * @param logs the run folder
 */
record CheckpointWriter(Experiment experiment, TrainingFeed feed, String backend, Path logs) {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

  /**
   * Writes a state under its step's number, and as the latest one.
   *
   * @throws UserError if it is not finite, or cannot be written
   */
  void save(TrainingState state) {
    Snapshot snapshot = state.download();
    if (!isFinite(snapshot.weights())) {
      throw diverged("the weights are no longer finite", snapshot.step());
    }
    Checkpoint checkpoint =
        new Checkpoint(
            snapshot,
            experiment.noise().state(),
            feed.position(snapshot.step()),
            backend,
            ConfigWriter.text(experiment.config()));
    Path numbered = Checkpoints.numbered(logs, snapshot.step());
    checkpoint.write(numbered, experiment.network().parameters());
    AtomicFile.alias(numbered, Checkpoints.latest(logs));
    LOG.info("Saved {}", numbered);
  }

  private static boolean isFinite(List<HostArray> arrays) {
    for (HostArray array : arrays) {
      for (float value : array.floats()) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The error of a training whose numbers have left the world of numbers. */
  static UserError diverged(String what, long step) {
    return new UserError(
        what
            + " at step "
            + step
            + "; lower optim.lr and go on from the last checkpoint with --resume_training, or look"
            + " for the cause with --nan_guard");
  }
}
