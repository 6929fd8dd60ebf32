package org.ncsn.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.random.NoiseSource;

/**
 * The kernel distance of two sets of images (KID, Bińkowski et al. 2018): the squared maximum mean
 * discrepancy of their features with the kernel {@code (x.y / D + 1)^3}. It has no bias, and so may
 * be negative.
 */
public final class KernelDistance {
  private final InnerProducts products;

  /**
   * @param products how inner products of features are computed
   */
  public KernelDistance(InnerProducts products) {
    this.products = products;
  }

  /**
   * Distances of several subsets.
   *
   * @param mean their mean, which is the distance
   * @param deviation their standard deviation, divided by their number
   * @param error the standard error of the mean; NaN of a single distance
   */
  public record Estimate(List<Double> distances, double mean, double deviation, double error) {
    private static Estimate of(List<Double> distances) {
      return new Estimate(
          List.copyOf(distances),
          Moments.mean(distances),
          Moments.deviation(distances),
          Moments.error(distances));
    }
  }

  /**
   * The unbiased estimate from all images.
   *
   * @param one {@code float32 [n,D]}, at least two images
   * @param two {@code float32 [m,D]}, at least two images
   * @throws IllegalArgumentException if there are fewer
   */
  public double unbiased(HostArray one, HostArray two) {
    double n = one.shape().extent(0);
    double m = two.shape().extent(0);
    if (n < 2 || m < 2) {
      throw new IllegalArgumentException(
          "kernel distance: takes two images of either set at least");
    }
    Sums first = sums(one, one);
    Sums second = sums(two, two);
    return (first.all - first.diagonal) / (n * (n - 1))
        + (second.all - second.diagonal) / (m * (m - 1))
        - 2 * sums(one, two).all / (n * m);
  }

  /** The biased estimate from all images, which keeps the diagonals and is never negative. */
  public double biased(HostArray one, HostArray two) {
    double n = one.shape().extent(0);
    double m = two.shape().extent(0);
    return sums(one, one).all / (n * n)
        + sums(two, two).all / (m * m)
        - 2 * sums(one, two).all / (n * m);
  }

  /**
   * The published estimate: of random subsets of either set, each drawn without replacement.
   *
   * @param subsets how many, 100 as published
   * @param size images in each, 1,000 as published; fewer if a set has fewer
   * @param noise decides which
   */
  public Estimate ofSubsets(
      HostArray one, HostArray two, int subsets, int size, NoiseSource noise) {
    int images = Math.min(size, Math.min(one.shape().extent(0), two.shape().extent(0)));
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < subsets; i++) {
      int[] first = Arrays.copyOf(noise.permutation(one.shape().extent(0)), images);
      int[] second = Arrays.copyOf(noise.permutation(two.shape().extent(0)), images);
      distances.add(unbiased(rows(one, first), rows(two, second)));
    }
    return Estimate.of(distances);
  }

  /**
   * The same of given subsets.
   *
   * @param first for each subset, which images of the first set
   * @param second as many of the second set
   */
  public Estimate ofSubsets(HostArray one, HostArray two, List<int[]> first, List<int[]> second) {
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      distances.add(unbiased(rows(one, first.get(i)), rows(two, second.get(i))));
    }
    return Estimate.of(distances);
  }

  /**
   * The estimate of the code of Song et al. 2021: of consecutive blocks of nearly equal size, the
   * shorter ones first.
   *
   * @param size images in a block at most, 1,024 there
   */
  public Estimate ofBlocks(HostArray one, HostArray two, int size) {
    int n = one.shape().extent(0);
    int m = two.shape().extent(0);
    int blocks = blocks(n, m, size);
    if (Math.min(n, m) / blocks < 2) {
      throw new IllegalArgumentException(
          "kernel distance: " + Math.min(n, m) + " images are too few for " + blocks + " blocks");
    }
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      distances.add(
          unbiased(
              one.slice(begin(n, blocks, i), begin(n, blocks, i + 1)),
              two.slice(begin(m, blocks, i), begin(m, blocks, i + 1))));
    }
    return Estimate.of(distances);
  }

  /** How many blocks two sets are cut into. */
  static int blocks(int n, int m, int size) {
    return (Math.max(n, m) - 1) / size + 1;
  }

  /** Inner products that an estimate of subsets takes. */
  static long pairsOfSubsets(int n, int m, int subsets, int size) {
    long images = Math.min(size, Math.min(n, m));
    return 3L * subsets * images * images;
  }

  /** Inner products that an estimate of blocks takes. */
  static long pairsOfBlocks(int n, int m, int size) {
    int blocks = blocks(n, m, size);
    long pairs = 0;
    for (int i = 0; i < blocks; i++) {
      long one = (long) begin(n, blocks, i + 1) - begin(n, blocks, i);
      long two = (long) begin(m, blocks, i + 1) - begin(m, blocks, i);
      pairs += one * one + two * two + one * two;
    }
    return pairs;
  }

  private static int begin(int images, int blocks, int block) {
    int shorter = blocks - images % blocks;
    return block * (images / blocks) + Math.max(0, block - shorter);
  }

  /** Some rows of a matrix. */
  static HostArray rows(HostArray features, int... numbers) {
    int length = features.shape().extent(1);
    HostArray chosen =
        HostArray.zeros(new TensorType(features.dtype(), Shape.of(numbers.length, length)));
    for (int i = 0; i < numbers.length; i++) {
      HostArray.copy(features, numbers[i] * length, chosen, i * length, length);
    }
    return chosen;
  }

  /** Sums of a kernel's values: all of them, and those on the diagonal. */
  private record Sums(double all, double diagonal) {}

  private Sums sums(HostArray one, HostArray two) {
    double features = one.shape().extent(1);
    HostArray inner = products.of(one, two);
    double[] values = inner.doubles();
    int columns = inner.shape().extent(1);
    double all = 0;
    double diagonal = 0;
    for (int i = 0; i < values.length; i++) {
      double base = values[i] / features + 1;
      double kernel = base * base * base;
      all += kernel;
      diagonal += i / columns == i % columns ? kernel : 0;
    }
    return new Sums(all, diagonal);
  }
}
