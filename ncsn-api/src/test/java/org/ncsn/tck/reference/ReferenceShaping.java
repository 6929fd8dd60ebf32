package org.ncsn.tck.reference;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ShapingKernels;

final class ReferenceShaping implements ShapingKernels<HostArray> {
  @Override
  public HostArray reshape(HostArray x, Shape shape) {
    // An array of its own: the other one may be released.
    return new ReferenceCreation().copy(x).reshape(shape);
  }

  @Override
  public HostArray transpose(HostArray x, int[] order) {
    int[] extents = new int[order.length];
    int[] strides = new int[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      extents[axis] = x.shape().extent(order[axis]);
      strides[axis] = x.shape().strides()[order[axis]];
    }
    Shape shape = Shape.of(extents);
    return Cells.gathered(x, shape, Cells.places(shape, 0, strides));
  }

  @Override
  public HostArray broadcastTo(HostArray x, Shape shape) {
    return Cells.gathered(x, shape, Cells.sources(x.shape(), shape));
  }

  @Override
  public HostArray concat(List<HostArray> parts, int axis) {
    Shape first = parts.get(0).shape();
    int extent = parts.stream().mapToInt(part -> part.shape().extent(axis)).sum();
    Shape shape = first.with(axis, extent);
    double[] values = new double[shape.intSize()];
    int begin = 0;
    for (HostArray part : parts) {
      int[] strides = shape.strides();
      Cells.scatter(part, Cells.places(part.shape(), begin * strides[axis], strides), values);
      begin += part.shape().extent(axis);
    }
    return Cells.rounded(parts.get(0).type().with(shape), values);
  }

  @Override
  public HostArray slice(HostArray x, int[] begin, Shape extents) {
    int first = Cells.index(x.shape(), begin);
    return Cells.gathered(x, extents, Cells.places(extents, first, x.shape().strides()));
  }

  @Override
  public HostArray pad(HostArray x, int[] before, int[] after) {
    int[] extents = x.shape().extents();
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] += before[axis] + after[axis];
    }
    Shape shape = Shape.of(extents);
    double[] values = new double[shape.intSize()];
    int first = Cells.index(shape, before);
    Cells.scatter(x, Cells.places(x.shape(), first, shape.strides()), values);
    return Cells.rounded(x.type().with(shape), values);
  }

  @Override
  public HostArray flip(HostArray x, int[] axes) {
    int[] strides = x.shape().strides();
    int first = 0;
    for (int axis : axes) {
      first += (x.shape().extent(axis) - 1) * strides[axis];
      strides[axis] = -strides[axis];
    }
    return Cells.gathered(x, x.shape(), Cells.places(x.shape(), first, strides));
  }
}
