package org.ncsn.toy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;

/**
 * How well an estimated score agrees with the true one, in the region where the density is high and
 * in the rest of a window. A Fisher divergence is the mean of {@code 1/2 ||s_estimated -
 * s_true||^2} over the data that fall into a region (section 2.1 of the paper).
 *
 * @param fisherInside Fisher divergence where the density is high
 * @param fisherOutside Fisher divergence elsewhere
 * @param cosineInside mean cosine of the angle between the two scores where the density is high,
 *     every place counting alike; places where the true score vanishes count for nothing
 * @param cosineOutside the same elsewhere
 */
public record ScoreComparison(
    double fisherInside, double fisherOutside, double cosineInside, double cosineOutside) {
  /** The share of the probability that falls where the density is called high. */
  public static final double HIGH_SHARE = 0.95;

  /** Scores below this part of the root mean square have no direction worth comparing. */
  private static final double VANISHING = 0.01;

  /**
   * Compares scores on points that cover a window evenly.
   *
   * @param densities {@code [n]}, at each point
   * @param exact {@code [n,2]}
   * @param estimated {@code [n,2]}
   */
  public static ScoreComparison of(HostArray densities, HostArray exact, HostArray estimated) {
    int count = densities.shape().intSize();
    double threshold = threshold(densities);
    double squares = 0;
    for (int i = 0; i < exact.shape().intSize(); i++) {
      squares += exact.at(i) * exact.at(i);
    }
    double vanishing = VANISHING * Math.sqrt(squares / count);
    Region inside = new Region();
    Region outside = new Region();
    for (int i = 0; i < count; i++) {
      Region region = densities.at(i) >= threshold ? inside : outside;
      region.add(densities.at(i), exact, estimated, i, vanishing);
    }
    return new ScoreComparison(
        inside.fisher(), outside.fisher(), inside.cosine(), outside.cosine());
  }

  /**
   * The density from which on it is called high: the densest points that together hold {@link
   * #HIGH_SHARE} of what all of them hold.
   *
   * @param densities {@code [n]}, at points that cover a window evenly
   */
  public static double threshold(HostArray densities) {
    double[] sorted = densities.to(DType.FLOAT64).doubles().clone();
    Arrays.sort(sorted);
    double rest = HIGH_SHARE * IntStream.range(0, sorted.length).mapToDouble(i -> sorted[i]).sum();
    int index = sorted.length;
    while (rest > 0 && index > 0) {
      rest -= sorted[--index];
    }
    return sorted[Math.min(index, sorted.length - 1)];
  }

  /** Sums over the points of a region. */
  private static final class Region {
    private double probability;
    private double squares;
    private int directions;
    private double cosines;

    void add(double density, HostArray exact, HostArray estimated, int index, double vanishing) {
      double ex = exact.at(2 * index);
      double ey = exact.at(2 * index + 1);
      double fx = estimated.at(2 * index);
      double fy = estimated.at(2 * index + 1);
      probability += density;
      squares += density * (Math.pow(fx - ex, 2) + Math.pow(fy - ey, 2)) / 2;
      double length = Math.hypot(ex, ey);
      if (length > vanishing) {
        directions++;
        cosines += (ex * fx + ey * fy) / Math.max(length * Math.hypot(fx, fy), Double.MIN_NORMAL);
      }
    }

    double fisher() {
      return squares / probability;
    }

    double cosine() {
      return cosines / directions;
    }
  }
}
