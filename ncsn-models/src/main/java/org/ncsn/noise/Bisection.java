package org.ncsn.noise;

import java.util.function.DoublePredicate;

/** Where a condition that holds on the left ceases to hold, to the last digit. */
final class Bisection {
  private Bisection() {}

  /**
   * The largest number known for which the condition holds.
   *
   * @param below a number for which it holds
   * @param above a larger one for which it does not
   */
  static double of(double below, double above, DoublePredicate condition) {
    double low = below;
    double high = above;
    double middle = low + (high - low) / 2;
    while (low < middle && middle < high) {
      if (condition.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
      middle = low + (high - low) / 2;
    }
    return low;
  }
}
