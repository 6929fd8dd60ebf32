package org.ncsn.optim;

import org.ncsn.tensor.Tensor;

/**
 * The moving average of the weights, which samples are drawn with: {@code d average + (1 - d)
 * weights} after every step.
 *
 * @param rate the decay d; 0 keeps no average
 * @param warmedUp whether the decay of step n is {@code min(rate, (1 + n) / (10 + n))}, so that the
 *     average does not hang on to the first weights
 */
public record MovingAverage(double rate, boolean warmedUp) {
  /** No average is kept. */
  public static final MovingAverage NONE = new MovingAverage(0, false);

  public MovingAverage {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("moving average: the rate is in [0, 1), found " + rate);
    }
  }

  /** An average of one decay. */
  public static MovingAverage of(double rate) {
    return new MovingAverage(rate, false);
  }

  public boolean isKept() {
    return rate > 0;
  }

  /** The decay at a step, numbered from 1. */
  public double rateAt(long step) {
    return warmedUp ? Math.min(rate, (1.0 + step) / (10.0 + step)) : rate;
  }

  /** The average after a step of one decay. */
  Tensor moved(Tensor average, Tensor weights) {
    return average.multiply(rate).add(weights.multiply(1 - rate));
  }

  /** The average after a step whose decay is a tensor without axes. */
  static Tensor moved(Tensor average, Tensor weights, Tensor rate) {
    return average.multiply(rate).add(weights.multiply(rate.negate().add(1)));
  }
}
