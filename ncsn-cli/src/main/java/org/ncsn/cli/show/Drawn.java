package org.ncsn.cli.show;

import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.error.UserError;
import org.ncsn.sampler.ChainWatch.Loss;

/**
 * Images that were drawn.
 *
 * @param images the first of them, {@code [n,H,W,C]} in the space of pixels, not clamped
 * @param loss which of them diverged, if any
 */
record Drawn(HostArray images, Optional<Loss> loss) {
  /**
   * Makes sure that no image diverged, now that they are written.
   *
   * @throws UserError if some did
   */
  void requireAll(Experiment experiment) {
    if (loss.isPresent()) {
      throw new UserError(told(loss.get(), experiment) + "; the others are written");
    }
  }

  /** How many images diverged, since when, and what to do. */
  static String told(Loss lost, Experiment experiment) {
    int phases = experiment.generation().method().phases();
    return lost.chains()
        + " of "
        + lost.all()
        + " samples diverge (NaN, infinite or out of all bounds), the first at step "
        + lost.step()
        + (phases == 1 ? "" : ", noise level " + (lost.phase() + 1) + " of " + phases)
        + "; "
        + experiment.calmerSampling()
        + ", or take another checkpoint with --from";
  }
}
