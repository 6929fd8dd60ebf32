package org.ncsn.cli.runner;

import java.util.Optional;
import org.ncsn.error.UserError;
import org.ncsn.sampler.ChainWatch.Loss;
import org.ncsn.tensor.HostArray;

/**
 * Images that Langevin dynamics ended with.
 *
 * @param images {@code [N,H,W,C]} in the space of pixels, not clamped
 * @param loss which of them diverged, if any
 */
public record Drawn(HostArray images, Optional<Loss> loss) {
  /**
   * The images, if there are any.
   *
   * @throws UserError if all diverged, so that none is worth writing
   */
  HostArray orNothing(Experiment experiment) {
    if (loss.isPresent() && loss.get().isComplete()) {
      throw error(experiment, "no samples are written");
    }
    return images;
  }

  /**
   * Makes sure that no image diverged, now that they are written.
   *
   * @throws UserError if some did
   */
  void requireAll(Experiment experiment) {
    if (loss.isPresent()) {
      throw error(experiment, "the others are written");
    }
  }

  private UserError error(Experiment experiment, String rest) {
    return new UserError(told(experiment) + "; " + rest);
  }

  /** How many images diverged, since when, and what to do. */
  String told(Experiment experiment) {
    Loss lost = loss.orElseThrow();
    int levels = experiment.schedule().levels().count();
    return lost.chains()
        + " of "
        + lost.all()
        + " samples diverge (NaN, infinite or out of all bounds), the first at step "
        + lost.step()
        + (levels == 1 ? "" : ", noise level " + (lost.level() + 1) + " of " + levels)
        + "; lower sampling.step_lr ("
        + experiment.config().sampling().stepLr()
        + "), or --step_lr, or take another checkpoint with --from";
  }
}
