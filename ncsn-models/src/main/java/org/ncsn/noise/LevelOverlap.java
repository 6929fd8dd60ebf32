package org.ncsn.noise;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How many noise levels the dimension of the data asks for (technique 2 of "Improved Techniques for
 * Training Score-Based Generative Models"). In D dimensions a normal distribution is a thin shell;
 * a sampler that comes from one level finds its way at the next if the shells overlap.
 */
public final class LevelOverlap {
  /** In fewer dimensions the shells are so thick that they overlap however far they are apart. */
  public static final int LEAST_DIMENSION = 5;

  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);
  private static final double DEVIATIONS = 3;

  private LevelOverlap() {}

  /**
   * The probability C that a level gives to the shell of three standard deviations of the level
   * above it.
   *
   * @param ratio gamma, the ratio of the two levels, at least 1
   * @param dimension D, the number of the data's coordinates
   */
  public static double of(double ratio, int dimension) {
    double centre = Math.sqrt(2.0 * dimension) * (ratio - 1);
    double width = DEVIATIONS * ratio;
    return STANDARD.probability(centre - width, centre + width);
  }

  /**
   * The ratio of neighbouring levels that overlap as much as wanted.
   *
   * @param overlap C, above 0 and below that of equal levels, 0.9973
   * @param dimension D, at least {@link #LEAST_DIMENSION}
   */
  public static double ratio(double overlap, int dimension) {
    if (!(overlap > 0) || !(overlap < of(1, dimension)) || dimension < LEAST_DIMENSION) {
      throw new IllegalArgumentException(
          "noise levels: an overlap between 0 and 0.9973 in at least "
              + LEAST_DIMENSION
              + " dimensions, found "
              + overlap
              + " in "
              + dimension);
    }
    double apart = 2;
    while (of(apart, dimension) > overlap) {
      apart *= 2;
    }
    return Bisection.of(1, apart, ratio -> of(ratio, dimension) > overlap);
  }

  /**
   * How many levels of a ratio lead from one standard deviation to another, not rounded. Of a whole
   * number of levels that is at least so large, neighbours overlap no less.
   *
   * @param begin the largest, above {@code end}
   * @param end the smallest, positive
   * @param ratio above 1
   */
  public static double count(double begin, double end, double ratio) {
    if (!(begin > end) || !(end > 0) || !(ratio > 1)) {
      throw new IllegalArgumentException(
          "noise levels: from a larger to a smaller one by a ratio above 1, found "
              + begin
              + " to "
              + end
              + " by "
              + ratio);
    }
    return 1 + Math.log(begin / end) / Math.log(ratio);
  }
}
