package org.ncsn.toy;

import java.util.Arrays;

/**
 * The distributions that the experiments know, by name. All are mixtures, so that their scores are
 * known exactly, also with noise added.
 */
public enum Distribution {
  /** The paper's: N((5,5), I) with probability 0.8, N((-5,-5), I) with probability 0.2. */
  MIXTURE {
    @Override
    public GaussianMixture mixture() {
      return new GaussianMixture(new double[] {0.8, 0.2}, new double[] {5, 5, -5, -5}, 1);
    }
  },
  /** A circle of radius 5, uniform, with noise of standard deviation 0.5. */
  RING {
    @Override
    public GaussianMixture mixture() {
      double[] means = new double[2 * RING_POINTS];
      for (int i = 0; i < RING_POINTS; i++) {
        double angle = 2 * Math.PI * i / RING_POINTS;
        means[2 * i] = RADIUS * Math.cos(angle);
        means[2 * i + 1] = RADIUS * Math.sin(angle);
      }
      return new GaussianMixture(equal(RING_POINTS), means, SOFTNESS);
    }
  },
  /** A square of side 8, uniform, with noise of standard deviation 0.5. */
  SQUARE {
    @Override
    public GaussianMixture mixture() {
      double[] means = new double[2 * SQUARE_POINTS * SQUARE_POINTS];
      for (int i = 0; i < SQUARE_POINTS * SQUARE_POINTS; i++) {
        means[2 * i] = midpoint(i / SQUARE_POINTS);
        means[2 * i + 1] = midpoint(i % SQUARE_POINTS);
      }
      return new GaussianMixture(equal(SQUARE_POINTS * SQUARE_POINTS), means, SOFTNESS);
    }
  };

  private static final double RADIUS = 5;
  private static final double SIDE = 8;
  private static final double SOFTNESS = 0.5;

  // Points as far apart as the noise is wide: the sum over them is the integral to about 1e-8.
  private static final int RING_POINTS = 64;
  private static final int SQUARE_POINTS = 16;

  /** Its density, score and samples. */
  public abstract GaussianMixture mixture();

  private static double midpoint(int index) {
    return SIDE * ((index + 0.5) / SQUARE_POINTS - 0.5);
  }

  private static double[] equal(int count) {
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    return weights;
  }
}
