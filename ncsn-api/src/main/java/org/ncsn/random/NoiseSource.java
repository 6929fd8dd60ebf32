package org.ncsn.random;

import java.util.stream.IntStream;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * The one source of randomness: seeded, splittable and restorable, drawn in Java memory so that the
 * same seed gives the same noise on every backend and machine.
 *
 * <p>It numbers blocks of {@link Philox} output; a request for n numbers takes the next blocks, so
 * that a source is wholly described by its {@link State}. Not safe for use by several threads;
 * {@linkplain #split split} one for each.
 */
public final class NoiseSource {
  /** Elements that one task of a large request draws. */
  private static final int CHUNK = 1 << 13;

  private static final double UNIT = 0x1.0p-53;

  private final long key;
  private final long stream;
  private long block;

  private NoiseSource(long key, long stream, long block) {
    this.key = key;
    this.stream = stream;
    this.block = block;
  }

  /**
   * All that a source is.
   *
   * @param key what the seed became
   * @param stream which of the key's streams
   * @param block the next block to be used
   */
  public record State(long key, long stream, long block) {}

  /** A source of its own for every seed. */
  public static NoiseSource seeded(long seed) {
    return new NoiseSource(seed, 0, 0);
  }

  /** The source as it was when its state was taken. */
  public static NoiseSource restore(State state) {
    return new NoiseSource(state.key(), state.stream(), state.block());
  }

  public State state() {
    return new State(key, stream, block);
  }

  /**
   * An independent source, the same for the same index whatever was drawn here before.
   *
   * @param index which one, at least 0
   */
  public NoiseSource split(long index) {
    // A key derived by the generator itself: its streams collide with none of the parent's.
    long derived = Philox.firstHalf(key, ~stream, index);
    return new NoiseSource(derived, Philox.secondHalf(key, ~stream, index) | 1, 0);
  }

  /** Standard normal numbers (Box and Muller's transform; the same bits everywhere). */
  public HostArray normal(DType dtype, Shape shape) {
    double[] numbers = new double[shape.intSize()];
    long first = take((numbers.length + 1) / 2);
    inChunks(
        numbers.length,
        (from, to) -> {
          for (int i = from; i < to; i += 2) {
            long position = first + i / 2;
            double radius =
                StrictMath.sqrt(
                    -2 * StrictMath.log(1 - unit(Philox.firstHalf(key, stream, position))));
            double angle = 2 * StrictMath.PI * unit(Philox.secondHalf(key, stream, position));
            numbers[i] = radius * StrictMath.cos(angle);
            if (i + 1 < to) {
              numbers[i + 1] = radius * StrictMath.sin(angle);
            }
          }
        });
    return HostArray.of(shape, numbers).to(dtype);
  }

  /** Numbers uniform in [0, 1); also below 1 after rounding to {@code float32}. */
  public HostArray uniform(DType dtype, Shape shape) {
    double[] numbers = new double[shape.intSize()];
    long first = take((numbers.length + 1) / 2);
    // 24 bits are exact in float32: no rounding up to 1.
    boolean single = dtype == DType.FLOAT32;
    inChunks(
        numbers.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            long bits = half(first, i);
            numbers[i] = single ? (bits >>> 40) * 0x1.0p-24 : unit(bits);
          }
        });
    return HostArray.of(shape, numbers).to(dtype);
  }

  /** Numbers that are -1 or 1, evenly. */
  public HostArray rademacher(DType dtype, Shape shape) {
    double[] numbers = new double[shape.intSize()];
    long first = take((numbers.length + 1) / 2);
    inChunks(
        numbers.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            numbers[i] = half(first, i) < 0 ? -1 : 1;
          }
        });
    return HostArray.of(shape, numbers).to(dtype);
  }

  /**
   * Whole numbers uniform in [0, bound).
   *
   * @throws IllegalArgumentException if the bound is below 1
   */
  public HostArray integers(Shape shape, int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("integers: the bound is at least 1, found " + bound);
    }
    int[] numbers = new int[shape.intSize()];
    long first = take((numbers.length + 1) / 2);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = below(half(first, i), bound);
    }
    return HostArray.of(shape, numbers);
  }

  /** The numbers 0 to n - 1 in a random order (Fisher and Yates). */
  public int[] permutation(int n) {
    int[] order = IntStream.range(0, n).toArray();
    long first = take((n + 1) / 2);
    for (int i = n - 1; i > 0; i--) {
      int other = below(half(first, i), i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }

  private long take(int blocks) {
    long first = block;
    block += blocks;
    return first;
  }

  private long half(long first, int index) {
    return (index & 1) == 0
        ? Philox.firstHalf(key, stream, first + index / 2)
        : Philox.secondHalf(key, stream, first + index / 2);
  }

  private static double unit(long bits) {
    return (bits >>> 11) * UNIT;
  }

  /** Multiplies instead of dividing; with 64 bits against 31 the bias is below 2^-33. */
  private static int below(long bits, int bound) {
    return (int) Math.multiplyHigh(bits >>> 1, (long) bound << 1);
  }

  private static void inChunks(int length, Chunk chunk) {
    int count = (length + CHUNK - 1) / CHUNK;
    IntStream chunks = IntStream.range(0, count);
    (count > 1 ? chunks.parallel() : chunks)
        .forEach(i -> chunk.draw(i * CHUNK, Math.min(length, (i + 1) * CHUNK)));
  }

  /** Draws the elements of a range. */
  private interface Chunk {
    void draw(int from, int to);
  }
}
