package org.ncsn.noise;

/**
 * DDPM's N levels: after i + 1 steps a sample is {@code sqrt(abar_i) x + sqrt(1 - abar_i) z}, with
 * {@code abar} the product of {@code 1 - beta}. Times are the levels' indices, 0 the least noisy.
 */
public final class DiscreteLevels implements NoiseProcess {
  /** Logarithms of abar, so that nothing cancels where it is nearly 1. */
  private final double[] logs;

  /**
   * @param rate of the continuous process that the levels are those of
   * @param count N
   * @throws IllegalArgumentException if a step would leave nothing of the data
   */
  public DiscreteLevels(LinearRate rate, int count) {
    this.logs = rate.shares(count);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.log1p(-logs[i]);
      logs[i] = sum;
    }
  }

  /** N. */
  public int count() {
    return logs.length;
  }

  /** {@code sqrt(abar_i)}. */
  @Override
  public double mean(double level) {
    return Math.exp(logs[(int) level] / 2);
  }

  /** {@code sqrt(1 - abar_i)}. */
  @Override
  public double deviation(double level) {
    return Math.sqrt(-Math.expm1(logs[(int) level]));
  }

  @Override
  public double priorDeviation() {
    return 1;
  }

  /**
   * The same levels at continuous times: the time t lies in level {@code trunc(t (N - 1))}, as
   * samplers of score SDEs go through networks that were trained on levels.
   */
  public NoiseProcess atTimes() {
    return new NoiseProcess() {
      @Override
      public double mean(double time) {
        return DiscreteLevels.this.mean(time * (logs.length - 1));
      }

      @Override
      public double deviation(double time) {
        return DiscreteLevels.this.deviation(time * (logs.length - 1));
      }

      @Override
      public double priorDeviation() {
        return DiscreteLevels.this.priorDeviation();
      }
    };
  }
}
