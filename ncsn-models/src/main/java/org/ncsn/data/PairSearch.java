package org.ncsn.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.memory.AtFirstUse;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/**
 * Compares all pairs of a data set, a block at a time. What the rounding of {@code float32} leaves
 * in question is computed again from the differences, and what cannot be farther apart than two
 * that were found is left out: the samples come in the order of their distance from the mean, so
 * that this is soon most of them.
 */
final class PairSearch implements AutoCloseable {
  private static final int MOST_ROWS = 2048;
  private static final int MOST_NUMBERS = 1 << 24;

  /** If more samples of a block are in question, {@code float64} decides about most of them. */
  private static final int FEW = 16;

  /** Then two that are farther apart by this share are no farther apart. */
  private static final double THE_SAME = 2e-10;

  private final Dataset samples;
  private final Spread spread;
  private final int rows;
  private final BlockProduct quick;
  private final AtFirstUse<BlockProduct> careful = new AtFirstUse<>(BlockProduct::close);
  private final Supplier<BlockProduct> makesCareful;
  private Candidate best;

  PairSearch(Dataset samples, Spread spread, Backend backend) {
    this.samples = samples;
    this.spread = spread;
    int fitting = Math.max(2, Math.min(MOST_ROWS, MOST_NUMBERS / spread.terms()));
    this.rows = Math.min(samples.size(), fitting);
    Block first = block(0);
    this.best = Candidate.of(first, 0, first, rows - 1);
    this.quick = new BlockProduct(backend, spread, rows, DType.FLOAT32, 0x1p-24);
    this.makesCareful = () -> new BlockProduct(backend, spread, rows, DType.FLOAT64, 0x1p-53);
  }

  /** Two samples, the first one with the smaller number, and their squared distance. */
  record Candidate(int first, int second, double squaredDistance) {
    static Candidate of(Block block, int row, Block other, int otherRow) {
      int a = block.numbers.get(row);
      int b = other.numbers.get(otherRow);
      return new Candidate(
          Math.min(a, b), Math.max(a, b), block.squaredDistance(row, other, otherRow));
    }

    /** Of two that are equally far apart, the first. */
    boolean isBeforeOrFartherThan(Candidate other) {
      return squaredDistance > other.squaredDistance
          || (squaredDistance == other.squaredDistance
              && (first < other.first || (first == other.first && second < other.second)));
    }
  }

  /** The samples of some ranks. */
  private record Block(List<Integer> numbers, HostArray samples) {
    double squaredDistance(int row, Block other, int otherRow) {
      int length = samples.shape().intSize() / numbers.size();
      float[] a = samples.floats();
      float[] b = other.samples.floats();
      int fromA = row * length;
      int fromB = otherRow * length;
      double sum = 0;
      for (int k = 0; k < length; k++) {
        double difference = (double) a[fromA + k] - b[fromB + k];
        sum += difference * difference;
      }
      return sum;
    }
  }

  /** How many pairs there are of one sample of a range and another behind it, below an end. */
  static long pairs(long from, long to, long end) {
    return (to - from) * (end - 1) - (to * (to - 1) - from * (from - 1)) / 2;
  }

  /**
   * The two that are farthest apart.
   *
   * @return nothing if the watch ended the search
   */
  Optional<Candidate> run(LargestDistance.Watch watch) {
    long size = samples.size();
    long all = pairs(0, size, size);
    for (int from = 0; from < size; from += rows) {
      long to = Math.min(size, from + rows);
      if (isDecided(from, Math.min(from + 1, (int) size - 1))) {
        break;
      }
      Block block = block(from);
      try (Tensor factor = quick.factor(block.samples)) {
        for (int other = from; other < size && !isDecided(from, other); other += rows) {
          compare(block, factor, other == from ? block : block(other), spread.atMost(from, other));
          long done = pairs(0, from, size) + pairs(from, to, Math.min(size, other + rows));
          if (!watch.compared(done, all)) {
            return Optional.empty();
          }
        }
      }
    }
    watch.compared(all, all);
    return Optional.of(best);
  }

  /** Whether no samples of these ranks or later ones are farther apart than two that are known. */
  private boolean isDecided(int rank, int other) {
    double atMost = spread.atMost(rank, other);
    return atMost * atMost <= best.squaredDistance;
  }

  /** The samples from a rank on; the last block is filled with its first sample. */
  private Block block(int from) {
    int[] numbers =
        spread.ofRanks(
            IntStream.range(from, from + rows).map(rank -> rank < samples.size() ? rank : from));
    return new Block(Arrays.stream(numbers).boxed().toList(), samples.batch(numbers));
  }

  private void compare(Block block, Tensor factor, Block other, double atMost) {
    HostArray squares = quick.largestSquares(factor, other.samples);
    int first = IntStream.range(0, rows).reduce(0, (a, b) -> squares.at(b) > squares.at(a) ? b : a);
    compare(block, first, other);
    int[] inQuestion = reaching(best.squaredDistance - quick.error(atMost), squares);
    for (int row : inQuestion.length > FEW ? farther(block, other, atMost) : inQuestion) {
      compare(block, row, other);
    }
  }

  /** The samples of a block that are farther than the best two from one of another. */
  private int[] farther(Block block, Block other, double atMost) {
    BlockProduct product = careful.orMade(makesCareful);
    try (Tensor factor = product.factor(block.samples)) {
      HostArray squares = product.largestSquares(factor, other.samples);
      double farther = best.squaredDistance * (1 + THE_SAME);
      return reaching(farther - product.error(atMost), squares);
    }
  }

  private int[] reaching(double least, HostArray squares) {
    return IntStream.range(0, rows).filter(row -> squares.at(row) >= least).toArray();
  }

  private void compare(Block block, int row, Block other) {
    for (int otherRow = 0; otherRow < rows; otherRow++) {
      Candidate candidate = Candidate.of(block, row, other, otherRow);
      if (candidate.isBeforeOrFartherThan(best) && candidate.first != candidate.second) {
        best = candidate;
      }
    }
  }

  @Override
  public void close() {
    quick.close();
    careful.close();
  }
}
