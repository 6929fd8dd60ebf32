package org.ncsn.sampler;

import java.util.Locale;
import org.ncsn.noise.NoiseLevels;

/**
 * The steps of annealed Langevin dynamics (algorithm 1 of the paper): at every noise level i, from
 * the largest, so many steps of size {@code stepRate * (sigma_i / sigma_L)^2}.
 *
 * @param stepsPerLevel T in the paper, 100
 * @param stepRate epsilon in the paper, 2e-5
 */
public record LangevinSchedule(NoiseLevels levels, int stepsPerLevel, double stepRate) {
  public LangevinSchedule {
    if (stepsPerLevel < 1
        || stepsPerLevel > Integer.MAX_VALUE / levels.count()
        || !(stepRate > 0)) {
      throw new IllegalArgumentException(
          "langevin: at least one step a level, fewer than 2^31 in all, and a positive step rate,"
              + String.format(
                  Locale.ROOT,
                  " found %d and %s for %d levels",
                  stepsPerLevel,
                  stepRate,
                  levels.count()));
    }
  }

  /**
   * Plain Langevin dynamics: steps of one size, of networks that know no noise levels.
   *
   * @param stepSize a
   */
  public static LangevinSchedule plain(int steps, double stepSize) {
    return new LangevinSchedule(NoiseLevels.geometric(1, 1, 1), steps, stepSize);
  }

  /** Number of all steps. */
  public int steps() {
    return levels.count() * stepsPerLevel;
  }

  /** The noise level of a step, numbered from 0. */
  public int level(int step) {
    return step / stepsPerLevel;
  }

  /** The step size a_i at a noise level. */
  public double stepSize(int level) {
    double ratio = levels.sigma(level) / levels.last();
    return stepRate * ratio * ratio;
  }
}
