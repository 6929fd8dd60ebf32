package org.ncsn.tck.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Shaping;
import org.ncsn.tck.cases.Application.Operand;
import org.ncsn.tensor.Tensor;

final class ShapingCases {
  private static final String FAMILY = "shaping";

  private ShapingCases() {}

  static List<Case> all() {
    return List.of(
        Case.of(FAMILY, "reshape", "to one axis", draw -> reshaped(draw.shape(3), 1)),
        Case.of(FAMILY, "reshape", "axes of 1 between", draw -> reshaped(draw.shape(2), 5)),
        Case.of(FAMILY, "reshape", "a number to an axis", draw -> reshaped(Shape.scalar(), 1)),
        Case.of(FAMILY, "transpose", "any order", ShapingCases::transposed),
        Case.of(FAMILY, "transpose", "channels first", draw -> ordered(draw, 0, 3, 1, 2)),
        Case.of(FAMILY, "transpose", "five axes", draw -> ordered(draw, draw.permutation(5))),
        Case.of(FAMILY, "broadcastTo", "along axes of 1", draw -> repeated(draw, 0)),
        Case.of(FAMILY, "broadcastTo", "along new axes", draw -> repeated(draw, 2)),
        Case.of(
            FAMILY,
            "broadcastTo",
            "a number",
            draw -> broadcast(Shape.scalar(), draw.shape(draw.between(1, 4)))),
        Case.of(FAMILY, "concat", "two parts", draw -> joined(draw, 2)),
        Case.of(FAMILY, "concat", "four parts", draw -> joined(draw, 4)),
        Case.of(FAMILY, "concat", "one thing twice", ShapingCases::doubled),
        Case.of(FAMILY, "slice", "a block", draw -> block(draw, draw.between(1, 4))),
        Case.of(FAMILY, "slice", "an image's block", draw -> block(draw, 4)),
        Case.of(FAMILY, "pad", "some sides", draw -> padded(draw, draw.between(1, 4))),
        Case.of(FAMILY, "pad", "an image", draw -> padded(draw, 4)),
        Case.of(FAMILY, "flip", "some axes", ShapingCases::flipped),
        Case.of(FAMILY, "flip", "an image upside down and mirrored", ShapingCases::turned));
  }

  private static Application reshaped(Shape shape, int rank) {
    int[] extents = IntStream.generate(() -> 1).limit(rank).toArray();
    // The axes there are, spread over the new ones; into one axis goes everything.
    int step = Math.max(1, rank / Math.max(1, shape.rank()));
    for (int axis = 0; axis < shape.rank(); axis++) {
      extents[Math.min(rank - 1, axis * step)] *= shape.extent(axis);
    }
    return Application.of(
        shape, Domain.REAL, x -> Tensor.apply(new Shaping.Reshape(Shape.of(extents)), x));
  }

  private static Application transposed(Draw draw) {
    return ordered(draw, draw.permutation(draw.between(1, 4)));
  }

  private static Application ordered(Draw draw, int... order) {
    return Application.of(draw.shape(order.length), Domain.REAL, x -> Shaping.transpose(x, order));
  }

  private static Application repeated(Draw draw, int newAxes) {
    Shape target = draw.shape(draw.between(1, 2) + newAxes);
    Shape narrow = target.with(draw.between(0, target.rank() - 1), 1);
    int[] extents = narrow.extents();
    return broadcast(
        Shape.of(IntStream.range(newAxes, target.rank()).map(axis -> extents[axis]).toArray()),
        target);
  }

  private static Application broadcast(Shape shape, Shape target) {
    return Application.of(
        shape, Domain.REAL, x -> Tensor.apply(new Shaping.BroadcastTo(target), x));
  }

  private static Application joined(Draw draw, int count) {
    Shape shape = draw.shape(draw.between(1, 4));
    int axis = draw.between(0, shape.rank() - 1);
    List<Operand> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(new Operand(shape.with(axis, draw.extent()), Domain.REAL));
    }
    return new Application(parts, operands -> Shaping.concat(axis, operands));
  }

  private static Application doubled(Draw draw) {
    Shape shape = draw.shape(draw.between(1, 3));
    int axis = draw.between(0, shape.rank() - 1);
    return Application.of(shape, Domain.REAL, x -> Shaping.concat(axis, List.of(x, x)));
  }

  private static Application block(Draw draw, int rank) {
    Shape shape = draw.shape(rank);
    int[] begin = new int[rank];
    int[] extents = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      begin[axis] = draw.between(0, shape.extent(axis) - 1);
      extents[axis] = draw.between(1, shape.extent(axis) - begin[axis]);
    }
    return Application.of(shape, Domain.REAL, x -> Shaping.slice(x, begin, Shape.of(extents)));
  }

  private static Application padded(Draw draw, int rank) {
    int[] before = IntStream.range(0, rank).map(axis -> draw.between(0, 2)).toArray();
    int[] after = IntStream.range(0, rank).map(axis -> draw.between(0, 2)).toArray();
    return Application.of(draw.shape(rank), Domain.REAL, x -> Shaping.pad(x, before, after));
  }

  private static Application flipped(Draw draw) {
    Shape shape = draw.shape(draw.between(1, 4));
    int[] axes = draw.some(shape.rank());
    return Application.of(shape, Domain.REAL, x -> Shaping.flip(x, axes));
  }

  private static Application turned(Draw draw) {
    return Application.of(draw.image(2, 2, 2), Domain.REAL, x -> Shaping.flip(x, 1, 2));
  }
}
