package org.ncsn.noise;

import java.util.Arrays;

/**
 * A rate of noise that grows linearly, {@code beta(t) = first + t (last - first)}, per unit of
 * time.
 *
 * @param first at time 0; 0.1 in the publications
 * @param last at time 1; 20 in the publications
 */
public record LinearRate(double first, double last) {
  /** The published one, which DDPM's thousand levels become when they are infinitely many. */
  public static final LinearRate PUBLISHED = new LinearRate(0.1, 20);

  /**
   * @throws IllegalArgumentException unless the rate is at least 0 and somewhere positive
   */
  public LinearRate {
    if (!(first >= 0 && last >= 0 && first + last > 0 && Double.isFinite(first + last))) {
      throw new IllegalArgumentException(
          "linear rate: goes from one number to another, both at least 0 and not both 0, found "
              + first
              + " and "
              + last);
    }
  }

  double at(double time) {
    return first + time * (last - first);
  }

  /** From 0 to a time. */
  double integral(double time) {
    return time * (first + time * (last - first) / 2);
  }

  /** The time up to which the integral is a number, at least 0. */
  double time(double integral) {
    double slope = last - first;
    return 2 * integral / (first + Math.sqrt(first * first + 2 * slope * integral));
  }

  /**
   * Shares of the variance that N steps replace by noise.
   *
   * @throws IllegalArgumentException if a step would replace all of it
   */
  public double[] shares(int steps) {
    double[] shares = new double[steps];
    double step = steps == 1 ? 0 : (last - first) / (steps - 1);
    Arrays.setAll(shares, i -> (first + i * step) / steps);
    double largest = Arrays.stream(shares).max().orElse(0);
    if (largest >= 1) {
      throw new IllegalArgumentException(
          "linear rate: "
              + steps
              + " steps are too few for a rate up to "
              + Math.max(first, last)
              + "; take more steps than that");
    }
    return shares;
  }
}
