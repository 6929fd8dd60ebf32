package org.ncsn.cli.runner;

import java.util.Locale;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.ModelConfig;
import org.ncsn.error.UserError;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.sampler.LangevinSchedule;

/** The noise levels of a configuration, and the way through them. */
final class Annealing {
  private Annealing() {}

  static NoiseLevels levels(ExperimentConfig config) {
    ModelConfig model = config.model();
    double begin = model.sigmaBegin().number();
    int count = model.numClasses().number();
    return switch (model.sigmaDist()) {
      case GEOMETRIC -> NoiseLevels.geometric(begin, model.sigmaEnd(), count);
      case UNIFORM -> NoiseLevels.uniform(begin, model.sigmaEnd(), count);
    };
  }

  /**
   * Annealed Langevin dynamics through them.
   *
   * @param stepsEach steps at each level, if the configuration does not say
   * @throws UserError if they cannot be counted
   */
  static LangevinSchedule schedule(ExperimentConfig config, int stepsEach) {
    return schedule(config, levels(config), stepsEach);
  }

  /** The same through given levels. */
  static LangevinSchedule schedule(ExperimentConfig config, NoiseLevels levels, int stepsEach) {
    int steps = config.sampling().nStepsEach().orElse(stepsEach);
    int most = Integer.MAX_VALUE / levels.count();
    if (steps > most) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "sampling.n_steps_each (--steps_each): %d steps at each of %d noise levels are too many; choose at most %d",
              steps,
              levels.count(),
              most));
    }
    return new LangevinSchedule(levels, steps, config.sampling().stepLr().number());
  }
}
