package org.ncsn.noise;

/**
 * As {@link VariancePreserving}, with less noise at every time: the variance stays below (sub-VP,
 * section 3.4).
 *
 * @param rate beta(t)
 */
public record SubVariancePreserving(LinearRate rate) implements ReplacingNoise {
  /** {@code 1 - exp(-B(t))}; near time 0 nothing cancels. */
  @Override
  public double deviation(double time) {
    return -Math.expm1(-rate.integral(time));
  }

  @Override
  public double diffusion(double time) {
    return Math.sqrt(rate.at(time) * -Math.expm1(-2 * rate.integral(time)));
  }

  @Override
  public Discretization discretized(int steps, double lastTime) {
    return new EulerSteps(this, steps, lastTime);
  }

  /** The ratio is {@code 1/m - m} of the mean m. */
  @Override
  public double time(double ratio) {
    double mean = 2 / (ratio + Math.hypot(ratio, 2));
    return rate.time(-2 * Math.log(mean));
  }
}
