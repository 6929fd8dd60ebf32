package org.ncsn.evaluation;

import java.util.Arrays;
import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.evaluation.KernelDistance.Estimate;
import org.ncsn.random.NoiseSource;

/**
 * How far samples are from images.
 *
 * @param frechet the squared Fréchet distance, of all of them
 * @param closer what takes features of both, if they are there
 */
public record SetComparison(double frechet, Optional<Closer> closer) {
  /** Subsets of the published kernel distance, and images in each. */
  private static final int SUBSETS = 100;

  private static final int SUBSET = 1000;

  /** Images in a block of the other kernel distance. */
  private static final int BLOCK = 1024;

  /** Features of either set that are compared for precision and recall; all pairs of them are. */
  private static final int MOST_COMPARED = 10_000;

  /**
   * What takes features of both sets.
   *
   * @param samples features of so many samples
   * @param images features of so many images
   * @param ofSubsets the kernel distance as published
   * @param ofBlocks the kernel distance of consecutive blocks
   * @param precisionRecall of as many samples as images
   * @param compared how many of either
   */
  public record Closer(
      int samples,
      int images,
      Estimate ofSubsets,
      Estimate ofBlocks,
      PrecisionRecall precisionRecall,
      int compared) {}

  /**
   * Compares two sets.
   *
   * @param products how inner products are computed
   * @param noise draws subsets
   */
  public static SetComparison of(
      FeatureSet samples, FeatureSet images, InnerProducts products, NoiseSource noise) {
    double frechet = FrechetDistance.between(samples, images);
    Optional<Closer> closer =
        samples
            .features()
            .flatMap(one -> images.features().flatMap(two -> closer(one, two, products, noise)));
    return new SetComparison(frechet, closer);
  }

  /**
   * How many inner products of two features a comparison takes, one by one: what its progress can
   * be told by.
   */
  public static long pairs(FeatureSet samples, FeatureSet images) {
    if (samples.features().isEmpty() || images.features().isEmpty()) {
      return 0;
    }
    int n = samples.features().get().shape().extent(0);
    int m = images.features().get().shape().extent(0);
    if (!areEnough(n, m)) {
      return 0;
    }
    long compared = Math.min(MOST_COMPARED, Math.min(n, m));
    return KernelDistance.pairsOfSubsets(n, m, SUBSETS, SUBSET)
        + KernelDistance.pairsOfBlocks(n, m, BLOCK)
        + 3 * compared * compared;
  }

  private static boolean areEnough(int n, int m) {
    int blocks = KernelDistance.blocks(n, m, BLOCK);
    return Math.min(n, m) > PrecisionRecall.NEIGHBOURS && Math.min(n, m) / blocks >= 2;
  }

  private static Optional<Closer> closer(
      HostArray one, HostArray two, InnerProducts products, NoiseSource noise) {
    int n = one.shape().extent(0);
    int m = two.shape().extent(0);
    if (!areEnough(n, m)) {
      return Optional.empty();
    }
    KernelDistance kernel = new KernelDistance(products);
    int compared = Math.min(MOST_COMPARED, Math.min(n, m));
    HostArray some = some(one, compared, noise.split(1));
    HostArray others = some(two, compared, noise.split(2));
    return Optional.of(
        new Closer(
            n,
            m,
            kernel.ofSubsets(one, two, SUBSETS, SUBSET, noise.split(0)),
            kernel.ofBlocks(one, two, BLOCK),
            PrecisionRecall.of(others, some, PrecisionRecall.NEIGHBOURS, products),
            compared));
  }

  private static HostArray some(HostArray features, int count, NoiseSource noise) {
    return count == features.shape().extent(0)
        ? features
        : KernelDistance.rows(
            features, Arrays.copyOf(noise.permutation(features.shape().extent(0)), count));
  }
}
