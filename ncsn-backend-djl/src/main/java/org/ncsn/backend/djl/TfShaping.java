package org.ncsn.backend.djl;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ShapingKernels;

/** Operations that move elements. */
record TfShaping<A>(TfOps<A> ops) implements ShapingKernels<A> {
  @Override
  public A reshape(A x, Shape shape) {
    return ops.op("Reshape").input(x).ints(shape.extents()).run();
  }

  @Override
  public A transpose(A x, int[] order) {
    return ops.op("Transpose").input(x).ints(order).run();
  }

  @Override
  public A broadcastTo(A x, Shape shape) {
    return ops.op("BroadcastTo").input(x).ints(shape.extents()).run();
  }

  @Override
  public A concat(List<A> parts, int axis) {
    return ops.op("ConcatV2").inputs(parts).scalar(axis).run();
  }

  @Override
  public A slice(A x, int[] begin, Shape extents) {
    return ops.op("Slice").input(x).ints(begin).ints(extents.extents()).run();
  }

  @Override
  public A pad(A x, int[] before, int[] after) {
    return ops.op("Pad").input(x).literal(pairs(before, after)).run();
  }

  /** The same number before and behind, as many on either side. */
  A padWith(double value, A x, int[] margin) {
    return ops.op("PadV2")
        .input(x)
        .literal(pairs(margin, margin))
        .scalar(ops.type(x).dtype(), value)
        .run();
  }

  private static HostArray pairs(int[] before, int[] after) {
    int[] paddings = new int[2 * before.length];
    for (int axis = 0; axis < before.length; axis++) {
      paddings[2 * axis] = before[axis];
      paddings[2 * axis + 1] = after[axis];
    }
    return HostArray.of(Shape.of(before.length, 2), paddings);
  }

  @Override
  public A flip(A x, int[] axes) {
    return ops.op("ReverseV2").input(x).ints(axes).run();
  }
}
