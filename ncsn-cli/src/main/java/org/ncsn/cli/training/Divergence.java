package org.ncsn.cli.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.ncsn.cli.experiment.RunFlags;
import org.ncsn.error.UserError;
import org.ncsn.io.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows where a training can go back to, should it diverge. Whether a state is sound is known only
 * when it has been trained on: the update that ruins the weights leaves them finite, and the loss
 * explodes a step or more later.
 */
final class Divergence {
  private static final Logger LOG = LoggerFactory.getLogger(Divergence.class);

  /** A loss so many times as large as the first one is on its way to infinity. */
  private static final double EXPLODED = 1000;

  private final Path logs;
  private final double rate;
  private final long start;
  private double usual = Double.NaN;
  private OptionalLong saved;
  private OptionalLong sound = OptionalLong.empty();

  /**
   * @param logs the run folder
   * @param start the step of the checkpoint that training goes on from; 0 if there is none
   * @param rate the learning rate
   */
  Divergence(Path logs, long start, double rate) {
    this.logs = logs;
    this.start = start;
    this.rate = rate;
    this.saved = start > 0 ? OptionalLong.of(start) : OptionalLong.empty();
  }

  /** A step began with the weights of the last checkpoint, or with later ones. */
  void saw(double loss) {
    if (Double.isNaN(usual)) {
      usual = Math.max(1, Math.abs(loss));
    }
    if (Math.abs(loss) <= EXPLODED * usual) {
      sound = saved;
    }
  }

  /** There is a checkpoint of a step. */
  void saved(long step) {
    saved = OptionalLong.of(step);
  }

  /**
   * The error of a training whose numbers have left the world of numbers. The last sound checkpoint
   * is the latest one again.
   */
  UserError error(String what, long step) {
    OptionalLong back = sound.isPresent() ? sound : Checkpoints.before(logs, start);
    String problem = what + " at step " + step;
    if (back.isEmpty() || !Files.isRegularFile(Checkpoints.numbered(logs, back.getAsLong()))) {
      return new UserError(
          problem
              + ", and no sound checkpoint was written; lower optim.lr ("
              + rate
              + ") and begin anew, with --overwrite, or look for the cause with --nan_guard");
    }
    goBackTo(back.getAsLong());
    return new UserError(
        problem
            + "; lower optim.lr ("
            + rate
            + ") in "
            + logs.resolve("config.yml")
            + " and go on from the checkpoint of step "
            + back.getAsLong()
            + " with --resume_training "
            + RunFlags.of(logs)
            + " --from "
            + back.getAsLong()
            + ", or look for the cause with --nan_guard");
  }

  private void goBackTo(long step) {
    try {
      Path sound = Checkpoints.numbered(logs, step);
      AtomicFile.write(Checkpoints.latest(logs), out -> Files.copy(sound, out));
    } catch (UserError e) {
      LOG.warn("The latest checkpoint is not a sound one: {}", e.getMessage());
    }
  }
}
