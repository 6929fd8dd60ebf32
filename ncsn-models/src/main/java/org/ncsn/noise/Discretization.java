package org.ncsn.noise;

/**
 * A noise process in N steps: {@code x_{i+1} = x_i + f_i x_i + G_i z}. Samplers go through it
 * backwards, at N times that are equally far apart from 1 down to the last one.
 */
public abstract sealed class Discretization permits LevelTable, EulerSteps {
  private final int steps;
  private final double lastTime;

  /**
   * @throws IllegalArgumentException if there is no step
   */
  Discretization(int steps, double lastTime) {
    if (steps < 1) {
      throw new IllegalArgumentException("discretization: takes at least 1 step, found " + steps);
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
}
