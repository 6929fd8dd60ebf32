package org.ncsn.noise;

/**
 * A continuous noise process with a linear drift, {@code dx = f(t) x dt + g(t) dw}, from data at
 * time 0 to noise at time 1 (Song et al., "Score-Based Generative Modeling through Stochastic
 * Differential Equations", section 3). Its reverse in time is {@code dx = (f x - g^2 s) dt + g dw}
 * with the score s, and the flow with the same marginals {@code dx = (f x - g^2 s / 2) dt}.
 */
public interface DiffusionProcess extends NoiseProcess {
  /** The factor f(t) of the state in the drift, per unit of time. */
  double drift(double time);

  /** The diffusion g(t), per root of a unit of time. */
  double diffusion(double time);

  /** Where sampling ends: the smallest time at which the published networks are evaluated. */
  double lastTime();

  /**
   * The process in so many steps.
   *
   * @param steps N, at least 1
   * @param lastTime the last of the times that samplers go through, in [0, 1)
   * @throws IllegalArgumentException if the process cannot be cut into so few steps
   */
  Discretization discretized(int steps, double lastTime);

  /** The same down to the process's own last time. */
  default Discretization discretized(int steps) {
    return discretized(steps, lastTime());
  }

  /**
   * The time at which noise and data are in a ratio: the inverse of {@code deviation / mean}.
   *
   * @param ratio positive
   */
  double time(double ratio);

  /** What the data have become at time 1, whatever they were. */
  default NormalPrior prior() {
    return new NormalPrior(priorDeviation());
  }
}
