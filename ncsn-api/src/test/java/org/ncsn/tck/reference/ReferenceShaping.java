package org.ncsn.tck.reference;

import java.util.Arrays;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ShapingKernels;

final class ReferenceShaping implements ShapingKernels<HostArray> {
  @Override
  public HostArray reshape(HostArray x, Shape shape) {
    return copy(x.reshape(shape));
  }

  @Override
  public HostArray transpose(HostArray x, int[] order) {
    int[] extents = new int[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      extents[axis] = x.shape().extent(order[axis]);
    }
    return Cells.array(
        x.type().with(Shape.of(extents)),
        position -> {
          int[] source = new int[order.length];
          for (int axis = 0; axis < order.length; axis++) {
            source[order[axis]] = position[axis];
          }
          return Cells.at(x, source);
        });
  }

  @Override
  public HostArray broadcastTo(HostArray x, Shape shape) {
    int[] sources = Cells.sources(x.shape(), shape);
    double[] values = new double[sources.length];
    Arrays.setAll(values, i -> x.at(sources[i]));
    return Cells.rounded(x.type().with(shape), values);
  }

  @Override
  public HostArray concat(List<HostArray> parts, int axis) {
    Shape first = parts.get(0).shape();
    int extent = parts.stream().mapToInt(part -> part.shape().extent(axis)).sum();
    return Cells.array(
        parts.get(0).type().with(first.with(axis, extent)),
        position -> {
          int[] within = position.clone();
          int part = 0;
          while (within[axis] >= parts.get(part).shape().extent(axis)) {
            within[axis] -= parts.get(part).shape().extent(axis);
            part++;
          }
          return Cells.at(parts.get(part), within);
        });
  }

  @Override
  public HostArray slice(HostArray x, int[] begin, Shape extents) {
    return Cells.array(x.type().with(extents), position -> Cells.at(x, moved(position, begin, 1)));
  }

  @Override
  public HostArray pad(HostArray x, int[] before, int[] after) {
    int[] extents = x.shape().extents();
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] += before[axis] + after[axis];
    }
    return Cells.array(
        x.type().with(Shape.of(extents)),
        position -> {
          int[] source = moved(position, before, -1);
          return inside(x.shape(), source) ? Cells.at(x, source) : 0;
        });
  }

  @Override
  public HostArray flip(HostArray x, int[] axes) {
    return Cells.array(
        x.type(),
        position -> {
          int[] source = position.clone();
          for (int axis : axes) {
            source[axis] = x.shape().extent(axis) - 1 - position[axis];
          }
          return Cells.at(x, source);
        });
  }

  /** An array of its own: the other one may be released. */
  private static HostArray copy(HostArray x) {
    return x.map(value -> value);
  }

  private static int[] moved(int[] position, int[] by, int sign) {
    int[] moved = position.clone();
    for (int axis = 0; axis < moved.length; axis++) {
      moved[axis] += sign * by[axis];
    }
    return moved;
  }

  private static boolean inside(Shape shape, int[] position) {
    for (int axis = 0; axis < position.length; axis++) {
      if (position[axis] < 0 || position[axis] >= shape.extent(axis)) {
        return false;
      }
    }
    return true;
  }
}
