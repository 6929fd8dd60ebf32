package org.ncsn.optim;

/** How the learning rate goes over the steps, as a factor of the optimizer's own. */
@FunctionalInterface
public interface RateSchedule {
  /** The rate stays. */
  RateSchedule CONSTANT = step -> 1;

  /**
   * The factor at a step.
   *
   * @param step number of the step, from 1
   */
  double factor(long step);

  /**
   * A rate that first rises evenly, {@code min((step - 1) / steps, 1)} as in the score SDE program:
   * its very first step only fills the optimizer's slots.
   *
   * @param steps until the full rate is reached, at least 1
   */
  default RateSchedule warmedUp(long steps) {
    require(steps >= 1, "a warm-up takes at least one step, found " + steps);
    return step -> Math.min((step - 1.0) / steps, 1) * factor(step);
  }

  /**
   * A rate that falls along half a cosine to a share of itself, and stays there.
   *
   * @param steps until it is there, at least 1
   * @param floor the share, in [0, 1]
   */
  static RateSchedule cosine(long steps, double floor) {
    require(steps >= 1, "a cosine takes at least one step, found " + steps);
    require(floor >= 0 && floor <= 1, "the last share is in [0, 1], found " + floor);
    return step -> {
      double way = Math.min((step - 1.0) / steps, 1);
      return floor + (1 - floor) * (1 + Math.cos(Math.PI * way)) / 2;
    };
  }

  /**
   * A rate that is multiplied by a factor every so many steps.
   *
   * @param every steps from one fall to the next, at least 1
   * @param factor of each fall, in (0, 1]
   */
  static RateSchedule stepwise(long every, double factor) {
    require(every >= 1, "falls are at least one step apart, found " + every);
    require(factor > 0 && factor <= 1, "each fall's factor is in (0, 1], found " + factor);
    return step -> {
      long falls = (step - 1) / every;
      return Math.pow(factor, (double) falls);
    };
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("learning rate: " + otherwise);
    }
  }
}
