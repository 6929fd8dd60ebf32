package org.ncsn.noise;

import java.util.Arrays;

/**
 * Noise that grows while the data stay (VE): the continuous form of NCSN's levels, {@code sigma(t)
 * = smallest (largest / smallest)^t}. At time 0 the noise is the smallest, not none.
 *
 * @param smallest standard deviation of the noise at time 0
 * @param largest at time 1; the prior's
 */
public record VarianceExploding(double smallest, double largest) implements DiffusionProcess {
  private static final double LAST_TIME = 1e-5;

  /**
   * @throws IllegalArgumentException unless the deviations are positive and grow
   */
  public VarianceExploding {
    if (!(0 < smallest && smallest < largest && Double.isFinite(largest))) {
      throw new IllegalArgumentException(
          "variance exploding: the noise grows from a positive deviation to a larger one, found "
              + smallest
              + " and "
              + largest);
    }
  }

  @Override
  public double mean(double time) {
    return 1;
  }

  @Override
  public double deviation(double time) {
    return smallest * Math.pow(largest / smallest, time);
  }

  @Override
  public double priorDeviation() {
    return largest;
  }

  @Override
  public double drift(double time) {
    return 0;
  }

  @Override
  public double diffusion(double time) {
    return deviation(time) * Math.sqrt(2 * Math.log(largest / smallest));
  }

  @Override
  public double lastTime() {
    return LAST_TIME;
  }

  /** Deviations of N levels, geometric from the smallest to the largest. */
  public double[] levels(int count) {
    double[] levels = new double[count];
    double step = count == 1 ? 0 : Math.log(largest / smallest) / (count - 1);
    Arrays.setAll(levels, i -> Math.exp(Math.log(smallest) + i * step));
    return levels;
  }

  /** Between neighbouring levels the variances are added; below the first one there is none. */
  @Override
  public Discretization discretized(int steps, double lastTime) {
    double[] levels = levels(steps);
    double[] diffusions = new double[steps];
    double[] ancestral = new double[steps];
    for (int i = 0; i < steps; i++) {
      double below = i == 0 ? 0 : levels[i - 1];
      diffusions[i] = Math.sqrt((levels[i] - below) * (levels[i] + below));
      ancestral[i] = diffusions[i] * below / levels[i];
    }
    return new LevelTable(lastTime, new double[steps], diffusions, ancestral);
  }

  @Override
  public double time(double ratio) {
    return Math.log(ratio / smallest) / Math.log(largest / smallest);
  }
}
