package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.List;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.error.UserError;
import org.ncsn.nn.Parameter;
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
 */
record CheckpointWriter(
    Experiment experiment, TrainingFeed feed, String backend, RunFolder folder) {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

  /**
   * Writes a state under its step's number, and as the latest one.
   *
   * @throws UserError if it is not finite, or cannot be written
   */
  void save(TrainingState state) {
    Path numbered = Checkpoints.write(folder.logs(), checkpoint(state), parameters());
    folder.saved();
    LOG.info("Saved {}", numbered);
  }

  /**
   * Writes a state as the latest one alone, which the next one replaces.
   *
   * @throws UserError if it is not finite, or cannot be written
   */
  void keep(TrainingState state) {
    checkpoint(state).write(Checkpoints.latest(folder.logs()), parameters());
    folder.saved();
    LOG.debug("Kept step {}", state.step());
  }

  private Checkpoint checkpoint(TrainingState state) {
    Snapshot snapshot = state.download();
    if (!isFinite(snapshot.weights())) {
      throw diverged("the weights are no longer finite", snapshot.step());
    }
    return new Checkpoint(
        snapshot,
        experiment.noise().state(),
        feed.position(snapshot.step()),
        backend,
        ConfigWriter.text(experiment.config()));
  }

  private List<Parameter> parameters() {
    return experiment.network().parameters();
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
