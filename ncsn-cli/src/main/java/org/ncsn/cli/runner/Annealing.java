package org.ncsn.cli.runner;

import java.util.Locale;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.error.UserError;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.sampler.LangevinSchedule;

/** The noise levels of a configuration, and the way through them. */
final class Annealing {
  private Annealing() {}

  static NoiseLevels levels(ExperimentConfig config) {
    return NoiseLevels.geometric(
        config.model().sigmaBegin().number(),
        config.model().sigmaEnd(),
        config.model().numClasses().number());
  }

  /**
   * Annealed Langevin dynamics through them.
   *
   * @param stepsEach steps at each level, if the configuration does not say
   * @throws UserError if they cannot be counted
   */
  static LangevinSchedule schedule(ExperimentConfig config, int stepsEach) {
    int steps = config.sampling().nStepsEach().orElse(stepsEach);
    int levels = config.model().numClasses().number();
    int most = Integer.MAX_VALUE / levels;
    if (steps > most) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "sampling.n_steps_each (--steps_each): %d steps at each of %d noise levels are too many; choose at most %d",
              steps,
              levels,
              most));
    }
    return new LangevinSchedule(levels(config), steps, config.sampling().stepLr().number());
  }
}
