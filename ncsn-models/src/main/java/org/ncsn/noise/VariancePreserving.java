package org.ncsn.noise;

import java.util.Arrays;

/**
 * Noise that takes the place of the data, so that data of variance 1 keep it (VP): the continuous
 * form of DDPM's levels.
 *
 * @param rate beta(t)
 */
public record VariancePreserving(LinearRate rate) implements DiffusionProcess {
  static final double LAST_TIME = 1e-3;

  @Override
  public double mean(double time) {
    return Math.exp(-rate.integral(time) / 2);
  }

  /** {@code sqrt(1 - exp(-B(t)))}; near time 0 nothing cancels. */
  @Override
  public double deviation(double time) {
    return Math.sqrt(-Math.expm1(-rate.integral(time)));
  }

  @Override
  public double priorDeviation() {
    return 1;
  }

  @Override
  public double drift(double time) {
    return -rate.at(time) / 2;
  }

  @Override
  public double diffusion(double time) {
    return Math.sqrt(rate.at(time));
  }

  @Override
  public double lastTime() {
    return LAST_TIME;
  }

  /** DDPM's steps: {@code x <- sqrt(1 - beta_i) x + sqrt(beta_i) z}. */
  @Override
  public Discretization discretized(int steps) {
    double[] shares = rate.shares(steps);
    return new LevelTable(
        LAST_TIME,
        Arrays.stream(shares).map(share -> Math.sqrt(1 - share) - 1).toArray(),
        Arrays.stream(shares).map(Math::sqrt).toArray());
  }
}
