package org.ncsn.ode;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** What is tolerated of each number of one system: the units of its errors. */
final class Scale {
  private final int from;
  private final double[] units;

  /**
   * @param before states of all systems
   * @param after others of the same size
   * @param from where the system's numbers begin among those of all systems
   * @param size how many they are
   */
  Scale(double[] before, double[] after, int from, int size, double relative, double absolute) {
    this.from = from;
    this.units = new double[size];
    Arrays.setAll(
        units,
        i -> absolute + relative * Math.max(Math.abs(before[from + i]), Math.abs(after[from + i])));
  }

  /**
   * The root of the mean square, in these units.
   *
   * @param numbers by their index among those of all systems
   */
  double norm(IntToDoubleFunction numbers) {
    double squares = 0;
    for (int i = 0; i < units.length; i++) {
      double scaled = numbers.applyAsDouble(from + i) / units[i];
      squares += scaled * scaled;
    }
    return Math.sqrt(squares / units.length);
  }
}
