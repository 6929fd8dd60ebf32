package org.ncsn.cli.toy;

import java.util.Locale;
import java.util.OptionalDouble;
import org.ncsn.array.HostArray;
import org.ncsn.toy.Distribution;
import org.ncsn.toy.GaussianMixture;
import org.ncsn.toy.ScoreComparison;

/** How points compare with a distribution, in words. */
final class PointFigures {
  private final Distribution distribution;
  private final GaussianMixture mixture;
  private final double threshold;

  /**
   * @param densities of the distribution on {@link ToyFields#FINE}
   */
  PointFigures(Distribution distribution, HostArray densities) {
    this.distribution = distribution;
    this.mixture = distribution.mixture();
    this.threshold = ScoreComparison.threshold(densities);
  }

  static PointFigures of(ToyFields fields) {
    return new PointFigures(fields.distribution(), fields.densities());
  }

  /** How samples compare with the data, for example {@code weights 0.801 and 0.199, ...}. */
  String describe(HostArray points) {
    String share = text("%.1f%% where the density is high", 100 * highShare(points));
    OptionalDouble weight = weight(points);
    return weight.isEmpty() ? share : weights(weight.getAsDouble()) + ", " + share;
  }

  /** The same in few words: the weights where the data have modes. */
  String describeShortly(HostArray points) {
    OptionalDouble weight = weight(points);
    return weight.isEmpty()
        ? text("%.1f%% where the data are dense", 100 * highShare(points))
        : weights(weight.getAsDouble());
  }

  private static String weights(double first) {
    double rounded = Math.rint(1000 * first) / 1000; // so that the two add up to 1 as they stand
    return text("weights %.3f and %.3f", rounded, 1 - rounded);
  }

  /** The share of points that fall where the density is high. */
  double highShare(HostArray points) {
    int count = points.shape().extent(0);
    int high = 0;
    for (int i = 0; i < count; i++) {
      if (Math.exp(mixture.logDensity(points.at(2 * i), points.at(2 * i + 1))) >= threshold) {
        high++;
      }
    }
    return (double) high / count;
  }

  /** The share of points that are nearest to the first mean; empty if the data have no modes. */
  OptionalDouble weight(HostArray points) {
    if (distribution != Distribution.MIXTURE) {
      return OptionalDouble.empty();
    }
    int count = points.shape().extent(0);
    int first = 0;
    for (int i = 0; i < count; i++) {
      if (distance(points, i, 0) < distance(points, i, 1)) {
        first++;
      }
    }
    return OptionalDouble.of((double) first / count);
  }

  private double distance(HostArray points, int index, int component) {
    return Math.hypot(
        points.at(2 * index) - mixture.mean(component, 0),
        points.at(2 * index + 1) - mixture.mean(component, 1));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
