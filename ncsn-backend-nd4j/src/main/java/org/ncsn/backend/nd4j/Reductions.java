package org.ncsn.backend.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.backend.nd4j.ScalarOperation.Kind;
import org.ncsn.kernel.ElementwiseKernels;
import org.ncsn.kernel.Reduction;
import org.ncsn.kernel.ReductionKernels;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Sums, means and maxima along axes. ND4J adds numbers up one after another, which in {@code
 * float32} loses a percent over a million of them; long sums are therefore sums of sums.
 */
record Reductions(Machine machine) implements ReductionKernels<Nd4jArray> {
  /** As many numbers as are added up one after another. */
  private static final int LONG = 1024;

  private static final int SHORT = 16;

  /** Channels from which oneDNN and BLAS are faster than ND4J's own reductions. */
  private static final int WIDE = 8;

  @Override
  public Nd4jArray reduce(Reduction reduction, Nd4jArray x, int[] axes, boolean keepAxes) {
    Nd4jArray result = reduced(reduction, x, axes, keepAxes);
    if (reduction == Reduction.MAX
        && !result.isEmpty()
        && result.shape().size() < x.shape().size()) {
      // ND4J's maximum does not see NaN: 0 where there are numbers only is added to it.
      Nd4jArray marks = new Elementwise(machine).clamp(x, 0, 0);
      Nd4jArray mark = reduced(Reduction.SUM, marks, axes, keepAxes);
      machine.run(Operation.custom("add"), List.of(result, mark), List.of(result));
      machine.release(marks);
      machine.release(mark);
    }
    return result;
  }

  private Nd4jArray reduced(Reduction reduction, Nd4jArray x, int[] axes, boolean keepAxes) {
    if (reduction == Reduction.SUM_OF_SQUARES) {
      Nd4jArray squares = machine.apply(Operation.custom("multiply"), x.type(), x.shape(), x, x);
      Nd4jArray result = reduce(Reduction.SUM, squares, axes, keepAxes);
      machine.release(squares);
      return result;
    }
    Shape kept = x.shape();
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    Shape shape = keepAxes ? kept : without(x.shape(), axes);
    if (kept.equals(x.shape())) {
      return machine.reshape(x, shape);
    }
    long count = x.shape().size() / kept.size();
    Run run = Run.longest(x.shape(), axes);
    if (reduction != Reduction.MAX && run.count() == axes.length && run.inner(x.shape()) >= WIDE) {
      if (run.outer(x.shape()) == 1) {
        return weighted(reduction, x, run, shape);
      }
      if (x.type() == DataType.FLOAT && run.extent() <= 2 * LONG) {
        return pooled(reduction, x, run, shape);
      }
    }
    if (reduction == Reduction.MAX || count <= 2 * LONG || run.extent() < 2 * SHORT) {
      return direct(reduction, x, axes, keepAxes, shape);
    }
    Nd4jArray partial = inParts(reduction, x, run);
    int[] rest = IntStream.of(axes).filter(axis -> !run.isInner(axis)).toArray();
    Nd4jArray reduced = reduce(reduction, partial, rest, true);
    Nd4jArray result = machine.reshape(reduced, shape);
    machine.release(partial);
    machine.release(reduced);
    return result;
  }

  @Override
  public Nd4jArray softmax(Nd4jArray x, int axis, ElementwiseKernels<Nd4jArray> elementwise) {
    return machine.apply(Operation.custom("softmax", axis), x.type(), x.shape(), x);
  }

  /** Leading axes: a row of weights times a matrix. */
  private Nd4jArray weighted(Reduction reduction, Nd4jArray x, Run run, Shape shape) {
    double weight = reduction == Reduction.MEAN ? 1.0 / run.extent() : 1;
    double[] weights = new double[run.extent()];
    Arrays.fill(weights, weight);
    Shape row = Shape.of(1, run.extent());
    Nd4jArray left = machine.constant(HostArray.of(row, weights).to(Transfer.type(x.type())));
    Nd4jArray matrix = machine.reshape(x, Shape.of(run.extent(), run.inner(x.shape())));
    Nd4jArray product = new Matrices(machine).matmul(left, matrix, false, false);
    Nd4jArray result = machine.reshape(product, shape);
    List.of(left, matrix, product).forEach(machine::release);
    return result;
  }

  /** Axes in the middle: an average over a window as large as the image. */
  private Nd4jArray pooled(Reduction reduction, Nd4jArray x, Run run, Shape shape) {
    int outer = run.outer(x.shape());
    int inner = run.inner(x.shape());
    Nd4jArray image = machine.reshape(x, Shape.of(outer, run.extent(), 1, inner));
    Nd4jArray mean =
        machine.apply(
            Operation.custom("avgpool2d", run.extent(), 1, 1, 1, 0, 0, 1, 1, 0, 1, 1),
            x.type(),
            Shape.of(outer, 1, 1, inner),
            image);
    if (reduction == Reduction.SUM) {
      Operation whole = new ScalarOperation(Kind.MULTIPLY, run.extent());
      machine.run(whole, List.of(mean), List.of(mean));
    }
    Nd4jArray result = machine.reshape(mean, shape);
    List.of(image, mean).forEach(machine::release);
    return result;
  }

  private Nd4jArray direct(
      Reduction reduction, Nd4jArray x, int[] axes, boolean keepAxes, Shape shape) {
    String name =
        switch (reduction) {
          case SUM -> "reduce_sum";
          case MEAN -> "reduce_mean";
          case MAX -> "reduce_max";
          case SUM_OF_SQUARES -> throw new IllegalArgumentException("a sum of squares");
        };
    Operation operation = Operation.custom(name, Operation.longs(axes)).withFlags(keepAxes);
    return machine.apply(operation, x.type(), shape, x);
  }

  /**
   * Reduces pieces of a run of axes: its first axis then counts the pieces, and the others have
   * extent 1.
   */
  private Nd4jArray inParts(Reduction reduction, Nd4jArray x, Run run) {
    int piece =
        IntStream.rangeClosed(SHORT, Math.min(LONG, run.extent() / 2))
            .filter(length -> run.extent() % length == 0)
            .max()
            .orElse(0);
    if (piece == 0) {
      return unevenly(reduction, x, run);
    }
    Shape flat = run.flattened(x.shape());
    int pieces = run.extent() / piece;
    Nd4jArray split = machine.reshape(x, run.inserted(flat, pieces, piece));
    Nd4jArray reduced = reduce(reduction, split, new int[] {run.first() + 1}, false);
    Nd4jArray result = machine.reshape(reduced, run.restored(x.shape(), pieces));
    machine.release(split);
    machine.release(reduced);
    return result;
  }

  /**
   * As {@link #inParts}, for extents that have no good divisor: whole pieces first, then the rest.
   */
  private Nd4jArray unevenly(Reduction reduction, Nd4jArray x, Run run) {
    Shaping shaping = new Shaping(machine);
    Nd4jArray flat = machine.reshape(x, run.flattened(x.shape()));
    int most = run.extent() - run.extent() % SHORT;
    int[] begin = new int[flat.rank()];
    Nd4jArray front = shaping.slice(flat, begin, flat.shape().with(run.first(), most));
    begin[run.first()] = most;
    Nd4jArray back =
        shaping.slice(flat, begin, flat.shape().with(run.first(), run.extent() - most));
    int[] axis = {run.first()};
    Nd4jArray sum = reduce(Reduction.SUM, front, axis, true);
    Nd4jArray rest = reduce(Reduction.SUM, back, axis, true);
    machine.run(Operation.custom("add"), List.of(sum, rest), List.of(sum));
    if (reduction == Reduction.MEAN) {
      Operation share = new ScalarOperation(Kind.MULTIPLY, 1.0 / run.extent());
      machine.run(share, List.of(sum), List.of(sum));
    }
    Nd4jArray result = machine.reshape(sum, run.restored(x.shape(), 1));
    List.of(flat, front, back, sum, rest).forEach(machine::release);
    return result;
  }

  private static Shape without(Shape shape, int[] axes) {
    return Shape.of(
        IntStream.range(0, shape.rank())
            .filter(axis -> IntStream.of(axes).noneMatch(reduced -> reduced == axis))
            .map(shape::extent)
            .toArray());
  }

  /** Neighbouring axes that are reduced together: as one axis of the given extent. */
  private record Run(int first, int count, int extent) {
    static Run longest(Shape shape, int[] axes) {
      Run longest = new Run(axes[0], 0, 0);
      for (int i = 0; i < axes.length; i++) {
        int count = 0;
        int extent = 1;
        while (i + count < axes.length && axes[i + count] == axes[i] + count) {
          extent *= shape.extent(axes[i] + count);
          count++;
        }
        if (extent > longest.extent) {
          longest = new Run(axes[i], count, extent);
        }
      }
      return longest;
    }

    /** Elements before the run. */
    int outer(Shape shape) {
      return IntStream.range(0, first).map(shape::extent).reduce(1, Math::multiplyExact);
    }

    /** Elements behind the run. */
    int inner(Shape shape) {
      return IntStream.range(first + count, shape.rank())
          .map(shape::extent)
          .reduce(1, Math::multiplyExact);
    }

    /** Whether the axis belongs to the run and is not its first. */
    boolean isInner(int axis) {
      return axis > first && axis < first + count;
    }

    Shape flattened(Shape shape) {
      int[] extents = shape.extents();
      int[] result = new int[extents.length - count + 1];
      System.arraycopy(extents, 0, result, 0, first);
      result[first] = extent;
      System.arraycopy(extents, first + count, result, first + 1, extents.length - first - count);
      return Shape.of(result);
    }

    Shape inserted(Shape flat, int pieces, int piece) {
      int[] extents = flat.extents();
      int[] result = Arrays.copyOf(extents, extents.length + 1);
      System.arraycopy(extents, first + 1, result, first + 2, extents.length - first - 1);
      result[first] = pieces;
      result[first + 1] = piece;
      return Shape.of(result);
    }

    /** The original shape with the run's first axis of the given extent, and its others of 1. */
    Shape restored(Shape shape, int pieces) {
      int[] extents = shape.extents();
      Arrays.fill(extents, first, first + count, 1);
      extents[first] = pieces;
      return Shape.of(extents);
    }
  }
}
