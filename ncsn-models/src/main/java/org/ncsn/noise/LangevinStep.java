package org.ncsn.noise;

/**
 * The step size of annealed Langevin dynamics that fits geometric noise levels (technique 4 of
 * "Improved Techniques for Training Score-Based Generative Models").
 *
 * @param last the smallest noise level, sigma_L
 * @param ratio gamma, the ratio of neighbouring levels, above 1
 * @param stepsPerLevel T
 */
public record LangevinStep(double last, double ratio, int stepsPerLevel) {
  public LangevinStep {
    if (!(last > 0) || !(ratio > 1) || !Double.isFinite(ratio) || stepsPerLevel < 1) {
      throw new IllegalArgumentException(
          "langevin step: a positive noise level, a ratio above 1 and at least one step, found "
              + last
              + ", "
              + ratio
              + " and "
              + stepsPerLevel);
    }
  }

  /**
   * The variance that the steps at a level leave, in units of the level's own: s_T^2 / sigma_i^2.
   * The same at every level, for data that are a single point, and 1 if they could be followed
   * exactly.
   *
   * @param stepRate epsilon, the step size at the smallest level
   */
  public double variance(double stepRate) {
    double step = step(stepRate);
    return left(step, 2.0 * stepsPerLevel) * (ratio * ratio - reached(step)) + reached(step);
  }

  /** The step size at the smallest level, epsilon, that leaves the least variance. */
  public double best() {
    // The slope is negative at 0 and positive at 1, where everything of the level above is gone.
    return last * last * Bisection.of(0, 1, step -> slope(step) < 0);
  }

  private double step(double stepRate) {
    return stepRate / (last * last);
  }

  /** The share that some steps leave of what was there. */
  private static double left(double step, double steps) {
    return Math.pow(1 - step, steps);
  }

  /** The variance of a chain that goes on for ever. */
  private static double reached(double step) {
    return 2 / (2 - step);
  }

  /** The derivative of the variance. */
  private double slope(double step) {
    double steps = 2.0 * stepsPerLevel;
    double reachedSlope = 2 / ((2 - step) * (2 - step));
    return (1 - left(step, steps)) * reachedSlope
        - steps * left(step, steps - 1) * (ratio * ratio - reached(step));
  }
}
