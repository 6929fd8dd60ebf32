package org.ncsn.tck.broken;

import static org.ncsn.tck.broken.Fault.array;
import static org.ncsn.tck.broken.Fault.in;
import static org.ncsn.tck.check.Check.OWNERSHIP;
import static org.ncsn.tck.check.Check.SECOND_DERIVATIVE;
import static org.ncsn.tck.check.Check.VALUE_FLOAT32;
import static org.ncsn.tck.check.Check.VJP;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.Reduction;
import org.ncsn.kernel.UnaryFunction;

/** Mistakes that somebody could make with axes, rows and matrices. */
final class ArrangementFaults {
  private ArrangementFaults() {}

  static List<Fault> all() {
    return List.of(
        in(
            "reduce",
            "forgets all axes but one",
            "sum",
            VALUE_FLOAT32,
            (k, a) ->
                k.reductions()
                    .reduce((Reduction) a[0], array(a[1]), first((int[]) a[2]), (boolean) a[3])),
        in(
            "reduce",
            "a mean is a sum",
            "mean",
            VALUE_FLOAT32,
            (k, a) ->
                k.reductions()
                    .reduce(
                        a[0] == Reduction.MEAN ? Reduction.SUM : (Reduction) a[0],
                        array(a[1]),
                        (int[]) a[2],
                        (boolean) a[3])),
        in(
            "reduce",
            "axes are never kept",
            "max",
            VALUE_FLOAT32,
            (k, a) -> k.reductions().reduce((Reduction) a[0], array(a[1]), (int[]) a[2], false)),
        in(
            "reshape",
            "shares memory",
            "reshape",
            OWNERSHIP,
            (k, a) -> array(a[0]).reshape((Shape) a[1])),
        in(
            "transpose",
            "goes the other way",
            "transpose",
            VALUE_FLOAT32,
            (k, a) -> k.shaping().transpose(array(a[0]), inverse((int[]) a[1]))),
        in(
            "broadcastTo",
            "keeps the first copy only",
            "broadcastTo",
            VALUE_FLOAT32,
            (k, a) -> padded(k, array(a[0]), (Shape) a[1])),
        in(
            "concat",
            "joins in reverse",
            "concat",
            VALUE_FLOAT32,
            (k, a) -> k.shaping().concat(reversed((List<?>) a[0]), (int) a[1])),
        in(
            "slice",
            "begins at the beginning",
            "slice",
            VALUE_FLOAT32,
            (k, a) -> k.shaping().slice(array(a[0]), new int[((int[]) a[1]).length], (Shape) a[2])),
        in(
            "slice",
            "begins at the beginning, seen from a pad",
            "pad",
            VJP,
            (k, a) -> k.shaping().slice(array(a[0]), new int[((int[]) a[1]).length], (Shape) a[2])),
        in(
            "pad",
            "before is behind",
            "pad",
            VALUE_FLOAT32,
            (k, a) -> k.shaping().pad(array(a[0]), (int[]) a[2], (int[]) a[1])),
        in(
            "flip",
            "reverses one axis only",
            "flip",
            VALUE_FLOAT32,
            (k, a) -> k.shaping().flip(array(a[0]), first((int[]) a[1]))),
        in(
            "gatherRows",
            "rows are in order",
            "gatherRows",
            VALUE_FLOAT32,
            (k, a) -> k.indexing().gatherRows(array(a[0]), sorted(array(a[1])))),
        in(
            "scatterAddRows",
            "the last row wins",
            "scatterAddRows",
            VALUE_FLOAT32,
            ArrangementFaults::lastWins),
        in(
            "scatterAddRows",
            "the last row wins, seen from gathering",
            "gatherRows",
            VJP,
            ArrangementFaults::lastWins),
        in(
            "scatterAddRows",
            "the last row wins, seen from twice",
            "scatterAddRows",
            SECOND_DERIVATIVE,
            ArrangementFaults::lastWins),
        in(
            "softmax",
            "goes along the first axis",
            "softmax",
            VALUE_FLOAT32,
            ArrangementFaults::alongTheFirst),
        in(
            "matmulEach",
            "the first pair's product is everywhere",
            "matmulEach",
            VALUE_FLOAT32,
            ArrangementFaults::firstProduct),
        in(
            "matmul",
            "the second is never transposed",
            "matmul",
            VALUE_FLOAT32,
            (k, a) ->
                k.matrices()
                    .matmul(
                        array(a[0]),
                        (boolean) a[3] ? relabelled(array(a[1])) : array(a[1]),
                        (boolean) a[2],
                        false)));
  }

  private static HostArray alongTheFirst(Kernels<HostArray> k, Object... a) {
    HostArray powers = k.elementwise().unary(UnaryFunction.EXP, array(a[0]));
    HostArray sum = k.reductions().reduce(Reduction.SUM, powers, new int[] {0}, true);
    return k.elementwise().binary(BinaryFunction.DIVIDE, powers, sum);
  }

  private static HostArray firstProduct(Kernels<HostArray> k, Object... a) {
    HostArray right =
        k.matrices()
            .matmulEach(
                array(a[0]),
                (Shape) a[1],
                array(a[2]),
                (Shape) a[3],
                (boolean) a[4],
                (boolean) a[5],
                k);
    HostArray first = k.shaping().slice(right, new int[3], right.shape().with(0, 1));
    return k.shaping().broadcastTo(first, right.shape());
  }

  private static int[] first(int[] axes) {
    return Arrays.copyOf(axes, 1);
  }

  private static int[] inverse(int[] order) {
    int[] inverse = new int[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      inverse[order[axis]] = axis;
    }
    return inverse;
  }

  private static HostArray padded(Kernels<HostArray> k, HostArray x, Shape shape) {
    int[] extents = new int[shape.rank()];
    Arrays.fill(extents, 1);
    System.arraycopy(
        x.shape().extents(), 0, extents, shape.rank() - x.shape().rank(), x.shape().rank());
    int[] after = new int[shape.rank()];
    for (int axis = 0; axis < after.length; axis++) {
      after[axis] = shape.extent(axis) - extents[axis];
    }
    return k.shaping().pad(x.reshape(Shape.of(extents)), new int[shape.rank()], after);
  }

  private static List<HostArray> reversed(List<?> parts) {
    List<HostArray> reversed = new ArrayList<>();
    parts.forEach(part -> reversed.add(array(part)));
    Collections.reverse(reversed);
    return reversed;
  }

  private static HostArray sorted(HostArray indices) {
    int[] sorted = indices.ints().clone();
    Arrays.sort(sorted);
    return HostArray.of(indices.shape(), sorted);
  }

  private static HostArray lastWins(Kernels<HostArray> k, Object... a) {
    HostArray rows = array(a[0]);
    int[] indices = array(a[1]).ints();
    int width = rows.shape().extent(1);
    double[] table = new double[(int) a[2] * width];
    for (int i = 0; i < rows.shape().intSize(); i++) {
      table[indices[i / width] * width + i % width] = rows.at(i);
    }
    return HostArray.of(Shape.of((int) a[2], width), table).to(rows.dtype());
  }

  private static HostArray relabelled(HostArray b) {
    return b.reshape(Shape.of(b.shape().extent(1), b.shape().extent(0)));
  }
}
