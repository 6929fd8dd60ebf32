package org.ncsn.cli.training;

import java.nio.file.Path;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.checkpoint.Computed;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.error.UserError;
import org.ncsn.memory.JavaHeap;
import org.ncsn.training.TrainingState;
import org.ncsn.training.TrainingState.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the checkpoints of a training.
 *
 * @param engine what computes
 * @param divergence is told of every checkpoint
 */
record CheckpointWriter(
    Experiment experiment, Computed engine, RunFolder folder, Divergence divergence) {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

  /**
   * Writes a state under its step's number, and as the latest one.
   *
   * @throws UserError if it is not finite, or cannot be written
   */
  void save(TrainingState state) {
    Path numbered = Checkpoints.write(folder.logs(), checkpoint(state), experiment.network());
    JavaHeap.dropped(state.bytes());
    folder.saved();
    divergence.saved(state.step());
    LOG.info("Saved {}", numbered);
  }

  /**
   * Writes a state as the latest one alone, which the next one replaces.
   *
   * @throws UserError if it is not finite, or cannot be written
   */
  void keep(TrainingState state) {
    checkpoint(state).write(Checkpoints.latest(folder.logs()), experiment.network());
    JavaHeap.dropped(state.bytes());
    folder.saved();
    LOG.debug("Kept step {}", state.step());
  }

  private Checkpoint checkpoint(TrainingState state) {
    Snapshot snapshot = state.download();
    if (!snapshot.weights().areFinite() || !snapshot.best().areFinite()) {
      throw divergence.error("the weights are no longer finite", snapshot.step());
    }
    return new Checkpoint(
        snapshot, experiment.noise().state(), engine, experiment.configText(engine.backend()));
  }
}
