package org.ncsn.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BinaryOperator;

/**
 * A sum by pairs in a fixed tree: the first two, the next two, then both pairs, and so on. Where
 * 2^k neighbours are summed elsewhere, starting at a multiple of 2^k, and those sums are summed
 * here, the result has the same bits. No more terms wait than the number of terms has binary
 * digits.
 *
 * @param <T> what is summed
 */
public final class PairwiseSum<T> {
  private final BinaryOperator<T> add;
  private final Deque<Part<T>> waiting = new ArrayDeque<>();

  /**
   * @param add the sum of two; it may give back what it was given
   */
  public PairwiseSum(BinaryOperator<T> add) {
    this.add = add;
  }

  private record Part<T>(int level, T sum) {}

  /** Adds the next term. */
  public void add(T term) {
    Part<T> part = new Part<>(0, term);
    while (!waiting.isEmpty() && waiting.peek().level == part.level) {
      part = new Part<>(part.level + 1, add.apply(waiting.pop().sum, part.sum));
    }
    waiting.push(part);
  }

  /**
   * The sum of all terms, which ends it.
   *
   * @throws java.util.NoSuchElementException if there was none
   */
  public T total() {
    T total = waiting.pop().sum;
    while (!waiting.isEmpty()) {
      total = add.apply(waiting.pop().sum, total);
    }
    return total;
  }
}
