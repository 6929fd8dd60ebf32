package org.ncsn.evaluation;

import java.util.List;

/** Mean and standard deviation of a few numbers. */
final class Moments {
  private Moments() {}

  static double mean(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).sum() / numbers.size();
  }

  /** Divided by their number. */
  static double deviation(List<Double> numbers) {
    return Math.sqrt(squares(numbers) / numbers.size());
  }

  /** Standard error of the mean; NaN of a single number. */
  static double error(List<Double> numbers) {
    return Math.sqrt(squares(numbers) / (numbers.size() - 1) / numbers.size());
  }

  private static double squares(List<Double> numbers) {
    double mean = mean(numbers);
    return numbers.stream().mapToDouble(number -> (number - mean) * (number - mean)).sum();
  }
}
