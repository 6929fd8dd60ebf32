package org.ncsn.noise;

import java.util.Arrays;

/**
 * Noise that takes the place of the data, so that data of variance 1 keep it (VP): the continuous
 * form of DDPM's levels.
 *
 * @param rate beta(t)
 */
public record VariancePreserving(LinearRate rate) implements ReplacingNoise {
  /** {@code sqrt(1 - exp(-B(t)))}; near time 0 nothing cancels. */
  @Override
  public double deviation(double time) {
    return Math.sqrt(-Math.expm1(-rate.integral(time)));
  }

  @Override
  public double diffusion(double time) {
    return Math.sqrt(rate.at(time));
  }

  /** DDPM's steps: {@code x <- sqrt(1 - beta_i) x + sqrt(beta_i) z}. */
  @Override
  public Discretization discretized(int steps, double lastTime) {
    double[] shares = rate.shares(steps);
    double[] diffusions = Arrays.stream(shares).map(Math::sqrt).toArray();
    double[] drifts = Arrays.stream(shares).map(share -> Math.sqrt(1 - share) - 1).toArray();
    return new LevelTable(lastTime, drifts, diffusions, diffusions);
  }

  @Override
  public double time(double ratio) {
    return rate.time(Math.log1p(ratio * ratio));
  }
}
