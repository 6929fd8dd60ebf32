package org.ncsn.cli.bench;

import java.util.Arrays;
import java.util.List;
import org.ncsn.cli.bench.BenchEnd.ProfileLine;

/**
 * What was measured of one program on one engine.
 *
 * @param label the engine
 * @param items images, or points of all steps, of one run
 * @param seconds of every run, in order
 */
record BenchRow(
    String program,
    String label,
    String precision,
    long items,
    BenchReady ready,
    List<Double> seconds,
    BenchEnd end) {
  BenchRow {
    seconds = List.copyOf(seconds);
  }

  double median() {
    return quantile(0.5);
  }

  /** By linear interpolation between the runs next to it. */
  double quantile(double part) {
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  double itemsPerSecond() {
    return items / median();
  }

  double flopsPerSecond() {
    return ready.flops() / median();
  }

  /** Share of the fastest convolution of the same run; 0 if that is not known. */
  double shareOfCeiling() {
    double ceiling = Math.max(ready.ceiling(), end.ceiling());
    return ceiling == 0 ? 0 : flopsPerSecond() / ceiling;
  }

  /**
   * Share of the fastest convolution that multiplies every pair of numbers; more than 1 where fewer
   * are multiplied, 0 if that is not known.
   */
  double shareOfDirectCeiling() {
    double ceiling = end.directCeiling();
    return ceiling == 0 ? 0 : flopsPerSecond() / ceiling;
  }

  List<ProfileLine> profile() {
    return end.profile();
  }
}
