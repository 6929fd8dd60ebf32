package org.ncsn.noise;

/**
 * A noise process in N steps: {@code x_{i+1} = x_i + f_i x_i + G_i z}. Samplers go through it
 * backwards, at N times that are equally far apart from 1 down to the last one.
 */
public abstract sealed class Discretization permits LevelTable, EulerSteps {
  private final int steps;
  private final double lastTime;

  /**
   * @param lastTime in [0, 1)
   * @throws IllegalArgumentException if there is no step
   */
  Discretization(int steps, double lastTime) {
    if (steps < 1) {
      throw new IllegalArgumentException("discretization: takes at least 1 step, found " + steps);
    }
    if (!(lastTime >= 0 && lastTime < 1)) {
      throw new IllegalArgumentException(
          "discretization: goes from time 1 down to one in [0, 1), found " + lastTime);
    }
    this.steps = steps;
    this.lastTime = lastTime;
  }

  /** N. */
  public final int steps() {
    return steps;
  }

  /** The time of a sampler's step, 0 being its first one, at time 1. */
  public final double time(int step) {
    return steps == 1 ? 1 : 1 + step * (lastTime - 1) / (steps - 1);
  }

  /** The step that a time lies in, from 0 (data) to N - 1 (noise). */
  public final int index(double time) {
    return (int) (time * (steps - 1));
  }

  /** The factor f_i of the state in the drift of the step that a time lies in. */
  public abstract double drift(double time);

  /** The diffusion G_i of the step that a time lies in. */
  public abstract double diffusion(double time);

  /** The share of the data's variance that the step keeps, {@code (1 + f_i)^2}. */
  public final double kept(double time) {
    double factor = 1 + drift(time);
    return factor * factor;
  }

  /** Whether the steps are those of a chain, whose states have the process's noise exactly. */
  public abstract boolean isChain();

  /**
   * The deviation of the noise that ancestral sampling adds on its way back through the step.
   *
   * @throws IllegalStateException if the steps are no chain
   */
  public abstract double ancestralDeviation(double time);
}
