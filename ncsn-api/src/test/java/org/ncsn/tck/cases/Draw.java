package org.ncsn.tck.cases;

import java.util.Random;
import java.util.stream.IntStream;
import org.ncsn.array.Shape;

/** Random choices that a seed, a label and a number repeat exactly. */
public final class Draw {
  private static final int[] EXTENTS = {1, 1, 2, 3, 4, 5, 7};

  private final Random random;

  public Draw(long seed, String label, int number) {
    // String.hashCode is specified, so that a seed means the same everywhere.
    this.random = new Random(seed * 1_000_003 + label.hashCode() * 31L + number);
  }

  /** From {@code low} to {@code high}, both included. */
  public int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  public double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  public double normal() {
    return random.nextGaussian();
  }

  public boolean coin() {
    return random.nextBoolean();
  }

  /** One of the numbers given. */
  public double oneOf(double... numbers) {
    return numbers[random.nextInt(numbers.length)];
  }

  /** An extent: small, often 1, mostly odd. */
  public int extent() {
    return EXTENTS[random.nextInt(EXTENTS.length)];
  }

  /** A shape of the given rank. */
  public Shape shape(int rank) {
    return Shape.of(IntStream.range(0, rank).map(axis -> extent()).toArray());
  }

  /** A shape of at most four axes; a scalar is one. */
  public Shape shape() {
    return shape(between(0, 4));
  }

  /** An image's shape {@code [N,H,W,C]} of at least the given height and width. */
  public Shape image(int leastHeight, int leastWidth, int channels) {
    return Shape.of(
        between(1, 2), leastHeight + between(0, 4), leastWidth + between(0, 4), channels);
  }

  /** The numbers from 0 to n - 1 in a random order. */
  public int[] permutation(int n) {
    int[] order = IntStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }

  /** Some of the numbers from 0 to n - 1, at least one, ascending. */
  public int[] some(int n) {
    int count = between(1, n);
    return IntStream.of(permutation(n)).limit(count).sorted().toArray();
  }
}
