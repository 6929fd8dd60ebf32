package org.ncsn.vector;

import java.util.Arrays;
import java.util.List;
import org.ncsn.vector.Scratch.Use;

/**
 * An array repeated along some of its axes, as pixels are where images are doubled in size. What a
 * few of the last axes hold is put together on the heap and written as a whole.
 *
 * @param extents of the result's axes
 * @param own for each axis, whether the operand extends along it, or else is repeated
 */
public record Repetition(List<Integer> extents, List<Boolean> own) implements JavaKernel {
  /** Numbers that are put together at most: they stay in the second cache. */
  private static final int WHOLE = 16384;

  /** Numbers of the last axis from which this is faster than one number after the other. */
  private static final int LONG = 8;

  /** Numbers from which a second thread is worth being told. */
  private static final int MANY = 65536;

  public Repetition {
    extents = List.copyOf(extents);
    own = List.copyOf(own);
  }

  /** Whether the last axis is long enough for this to be fast, and no longer than fits. */
  public boolean isWorthwhile() {
    int last = extents.isEmpty() ? 0 : extents.get(extents.size() - 1);
    return last >= LONG && last <= WHOLE;
  }

  @Override
  public String label() {
    return "repetition";
  }

  @Override
  public void run(List<FloatMemory> operands, List<FloatMemory> results, Workers workers) {
    int first = firstOfWhole();
    int size = product(extents, first);
    int wholes = product(extents, 0) / size;
    int threads = (long) wholes * size < MANY ? 1 : Math.min(workers.count(), wholes);
    workers.run(
        threads,
        thread -> {
          Part part =
              new Part(
                  this, first, operands.get(0), workers.scratch(thread).array(Use.BLOCKS, size));
          int end = (int) ((long) wholes * (thread + 1) / threads);
          for (int whole = (int) ((long) wholes * thread / threads); whole < end; whole++) {
            results.get(0).write(whole * size, part.whole(whole), 0, size);
          }
        });
  }

  /** The first of the axes that are put together. */
  private int firstOfWhole() {
    int first = extents.size() - 1;
    int size = extents.get(first);
    while (first > 0 && (long) size * extents.get(first - 1) <= WHOLE) {
      first--;
      size *= extents.get(first);
    }
    return first;
  }

  private static int product(List<Integer> extents, int from) {
    return extents.subList(from, extents.size()).stream().reduce(1, Math::multiplyExact);
  }

  /** What one thread does. */
  private static final class Part {
    private final int[] extents;
    private final boolean[] own;
    private final int[] sizes;
    private final int[] sources;
    private final int first;
    private final FloatMemory operand;
    private final float[] numbers;

    Part(Repetition of, int first, FloatMemory operand, float[] numbers) {
      int count = of.extents.size();
      this.extents = of.extents.stream().mapToInt(Integer::intValue).toArray();
      this.own = new boolean[count];
      this.sizes = new int[count];
      this.sources = new int[count];
      int size = 1;
      int source = 1;
      for (int axis = count - 1; axis >= 0; axis--) {
        own[axis] = of.own.get(axis);
        sizes[axis] = size;
        sources[axis] = own[axis] ? source : 0;
        size *= extents[axis];
        source *= own[axis] ? extents[axis] : 1;
      }
      this.first = first;
      this.operand = operand;
      this.numbers = numbers;
    }

    /** Puts the numbers together that are one of so many wholes. */
    float[] whole(int number) {
      int source = 0;
      int rest = number;
      for (int axis = first - 1; axis >= 0; axis--) {
        source += rest % extents[axis] * sources[axis];
        rest /= extents[axis];
      }
      fill(first, source, 0);
      return numbers;
    }

    private void fill(int axis, int source, int at) {
      int size = sizes[axis];
      int end = at + size * extents[axis];
      if (axis == extents.length - 1) {
        fillLast(source, at, end);
      } else if (own[axis]) {
        for (int i = 0; i < extents[axis]; i++) {
          fill(axis + 1, source + i * sources[axis], at + i * size);
        }
      } else {
        fill(axis + 1, source, at);
        for (int to = at + size; to < end; to += size) {
          System.arraycopy(numbers, at, numbers, to, size);
        }
      }
    }

    private void fillLast(int source, int at, int end) {
      if (own[own.length - 1]) {
        operand.read(source, numbers, at, end - at);
      } else {
        operand.read(source, numbers, at, 1);
        Arrays.fill(numbers, at, end, numbers[at]);
      }
    }
  }
}
