package org.ncsn.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ncsn.array.HostArray;

/** How well two arrays agree. */
public final class Agreement {
  private Agreement() {}

  /** The relative L2 error {@code |found - expected| / |expected|}. */
  public static double error(HostArray found, HostArray expected) {
    return distance(found, expected) / norm(expected);
  }

  /** The L2 norm of the difference. */
  public static double distance(HostArray found, HostArray expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    double sum = 0;
    for (int i = 0; i < expected.shape().intSize(); i++) {
      double difference = found.at(i) - expected.at(i);
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  /** The L2 norm. */
  public static double norm(HostArray array) {
    double sum = 0;
    for (int i = 0; i < array.shape().intSize(); i++) {
      sum += array.at(i) * array.at(i);
    }
    return Math.sqrt(sum);
  }

  /** The L2 norm of several arrays together. */
  public static double norm(List<HostArray> arrays) {
    double all = 0;
    for (HostArray array : arrays) {
      all = Math.hypot(all, norm(array));
    }
    return all;
  }

  /** Asserts that the relative L2 error is at most {@code tolerance}. */
  public static void assertClose(
      String what, HostArray found, HostArray expected, double tolerance) {
    assertClose(what, found, expected, tolerance, 0);
  }

  /**
   * As {@link #assertClose(String, HostArray, HostArray, double)} for arrays that may be zero: what
   * is below {@code floor} counts as that large.
   */
  public static void assertClose(
      String what, HostArray found, HostArray expected, double tolerance, double floor) {
    assertThat(distance(found, expected))
        .as("error of %s, whose norm is %g", what, norm(expected))
        .isLessThanOrEqualTo(tolerance * Math.max(norm(expected), floor));
  }
}
