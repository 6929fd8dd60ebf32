package org.ncsn.backend.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.compiler.Axes;
import org.ncsn.kernel.ShapingKernels;
import org.ncsn.vector.Concatenation;
import org.ncsn.vector.Repetition;
import org.ncsn.vector.Workers;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Operations that move elements and compute nothing.
 *
 * @param workers threads of kernels in Java, where such kernels can be used
 */
record Shaping(Machine machine, Optional<Workers> workers) implements ShapingKernels<Nd4jArray> {
  /** Elements in a row from which gathering rows is faster than ND4J's own reversal. */
  private static final int WIDE = 8;

  /** By ND4J's own operations alone. */
  Shaping(Machine machine) {
    this(machine, Optional.empty());
  }

  @Override
  public Nd4jArray reshape(Nd4jArray x, Shape shape) {
    return machine.reshape(x, shape);
  }

  @Override
  public Nd4jArray transpose(Nd4jArray x, int[] order) {
    Shape shape = Shape.of(IntStream.of(order).map(x::extent).toArray());
    boolean moves =
        IntStream.of(order).filter(axis -> x.extent(axis) > 1).reduce(-1, Shaping::ascending) == -2;
    return moves
        ? machine.apply(Operation.custom("permute", Operation.longs(order)), x.type(), shape, x)
        : machine.reshape(x, shape);
  }

  /** The next axis if it follows the one before; -2 once an axis did not. */
  private static int ascending(int before, int next) {
    return before != -2 && next > before ? next : -2;
  }

  @Override
  public Nd4jArray broadcastTo(Nd4jArray x, Shape shape) {
    if (x.shape().size() == shape.size()) {
      return machine.reshape(x, shape);
    }
    Nd4jArray result = machine.allocate(x.type(), shape);
    Optional<Operation> ours = repetition(x, result);
    if (ours.isPresent()) {
      machine.run(ours.get(), List.of(x), List.of(result));
    } else {
      Creation.assign(machine, x, result);
    }
    return result;
  }

  /** ND4J works out for each element where it comes from; rows need not be looked at so closely. */
  private Optional<Operation> repetition(Nd4jArray x, Nd4jArray result) {
    if (x.type() != DataType.FLOAT || result.isEmpty() || !JavaOperation.reaches(result.shape())) {
      return Optional.empty();
    }
    Axes axes = Axes.of(result.shape(), List.of(x.shape()));
    Repetition repetition = new Repetition(axes.extents(), axes.of(x.shape()));
    return workers
        .filter(any -> repetition.isWorthwhile())
        .map(threads -> new JavaOperation(repetition, threads));
  }

  @Override
  public Nd4jArray concat(List<Nd4jArray> parts, int axis) {
    List<Nd4jArray> filled = parts.stream().filter(part -> !part.isEmpty()).toList();
    int extent = parts.stream().mapToInt(part -> part.extent(axis)).sum();
    Shape shape = parts.get(0).shape().with(axis, extent);
    if (filled.size() == 1) {
      return machine.reshape(filled.get(0), shape);
    }
    return machine.apply(
        concatenation(filled, axis, shape),
        parts.get(0).type(),
        shape,
        filled.toArray(Nd4jArray[]::new));
  }

  /** ND4J looks at each element; arrays that lie one behind the other are copied as they are. */
  private Operation concatenation(List<Nd4jArray> parts, int axis, Shape result) {
    boolean one = IntStream.range(0, axis).allMatch(before -> result.extent(before) == 1);
    return workers
        .filter(any -> one && parts.get(0).type() == DataType.FLOAT)
        .filter(any -> JavaOperation.reaches(result))
        .<Operation>map(threads -> new JavaOperation(new Concatenation(), threads))
        .orElseGet(() -> Operation.custom("concat", axis));
  }

  @Override
  public Nd4jArray slice(Nd4jArray x, int[] begin, Shape extents) {
    if (extents.equals(x.shape())) {
      return machine.reshape(x, extents);
    }
    return rows(x, begin, extents).orElseGet(() -> copied(x, begin, extents));
  }

  /** Whole rows of the first axis lie one behind the other. */
  private Optional<Nd4jArray> rows(Nd4jArray x, int[] begin, Shape extents) {
    return extents.size() > 0 && extents.with(0, x.extent(0)).equals(x.shape())
        ? machine.part(x, begin[0] * (x.shape().size() / x.extent(0)), extents)
        : Optional.empty();
  }

  private Nd4jArray copied(Nd4jArray x, int[] begin, Shape extents) {
    long[] arguments =
        IntStream.concat(IntStream.of(begin), IntStream.of(extents.extents()))
            .asLongStream()
            .toArray();
    return machine.apply(Operation.custom("slice", arguments), x.type(), extents, x);
  }

  @Override
  public Nd4jArray pad(Nd4jArray x, int[] before, int[] after) {
    int rank = x.rank();
    int[] extents = x.shape().extents();
    int[] paddings = new int[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      extents[axis] += before[axis] + after[axis];
      paddings[2 * axis] = before[axis];
      paddings[2 * axis + 1] = after[axis];
    }
    Shape shape = Shape.of(extents);
    if (shape.equals(x.shape())) {
      return machine.reshape(x, shape);
    }
    if (x.isEmpty()) {
      return zeros(x, shape);
    }
    Nd4jArray amounts = machine.constant(HostArray.of(Shape.of(rank, 2), paddings));
    Nd4jArray result =
        machine.apply(Operation.custom("pad", 0).withReals(0.0), x.type(), shape, x, amounts);
    machine.release(amounts);
    return result;
  }

  private Nd4jArray zeros(Nd4jArray like, Shape shape) {
    return machine.constant(HostArray.zeros(new TensorType(Transfer.type(like.type()), shape)));
  }

  @Override
  public Nd4jArray flip(Nd4jArray x, int[] axes) {
    List<Integer> moving = new ArrayList<>();
    for (int axis : axes) {
      if (x.extent(axis) > 1) {
        moving.add(axis);
      }
    }
    if (moving.isEmpty()) {
      return machine.reshape(x, x.shape());
    }
    int last = moving.get(moving.size() - 1);
    int[] extents = x.shape().extents();
    int inner = IntStream.range(last + 1, x.rank()).map(x::extent).reduce(1, Math::multiplyExact);
    if (inner < WIDE || x.isEmpty()) {
      long[] dimensions = moving.stream().mapToLong(Integer::longValue).toArray();
      return machine.apply(Operation.custom("reverse", dimensions), x.type(), x.shape(), x);
    }
    return gathered(x, reversed(Arrays.copyOf(extents, last + 1), moving), inner);
  }

  /** Rows of so many elements, each from where its number says; as large as before. */
  private Nd4jArray gathered(Nd4jArray x, int[] sources, int inner) {
    Nd4jArray table = machine.reshape(x, Shape.of(sources.length, inner));
    Nd4jArray indices = machine.constant(HostArray.of(Shape.of(sources.length), sources));
    Nd4jArray rows = new Indexing(machine).gatherRows(table, indices);
    Nd4jArray result = machine.reshape(rows, x.shape());
    List.of(table, indices, rows).forEach(machine::release);
    return result;
  }

  /** For each position in row-major order, the position with some axes reversed. */
  private static int[] reversed(int[] extents, List<Integer> axes) {
    int[] strides = Shape.of(extents).strides();
    return IntStream.range(0, Shape.of(extents).intSize())
        .map(
            position -> {
              int source = position;
              for (int axis : axes) {
                int coordinate = position / strides[axis] % extents[axis];
                source += (extents[axis] - 1 - 2 * coordinate) * strides[axis];
              }
              return source;
            })
        .toArray();
  }
}
