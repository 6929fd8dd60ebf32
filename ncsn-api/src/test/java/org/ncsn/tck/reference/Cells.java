package org.ncsn.tck.reference;

import java.util.function.ToDoubleFunction;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/** Arrays by position: row-major, one index an axis. */
final class Cells {
  private Cells() {}

  /** An array whose value at every position is a function of the position. */
  static HostArray array(TensorType type, ToDoubleFunction<int[]> value) {
    double[] values = new double[type.shape().intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.applyAsDouble(position(type.shape(), i));
    }
    return rounded(type, values);
  }

  /** An array of the given values, each rounded to the element type. */
  static HostArray rounded(TensorType type, double[] values) {
    return HostArray.of(type.shape(), values).to(type.dtype());
  }

  /** The position of the element with a row-major index. */
  static int[] position(Shape shape, int index) {
    int[] position = new int[shape.rank()];
    int rest = index;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      position[axis] = rest % shape.extent(axis);
      rest /= shape.extent(axis);
    }
    return position;
  }

  /** The row-major index of a position. */
  static int index(Shape shape, int[] position) {
    int index = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      index = index * shape.extent(axis) + position[axis];
    }
    return index;
  }

  static double at(HostArray x, int... position) {
    return x.at(index(x.shape(), position));
  }

  /** The element that NumPy's rule brings to a position of the broadcast result. */
  static double broadcastAt(HostArray x, int[] position) {
    int rank = x.shape().rank();
    int[] own = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      own[axis] = x.shape().extent(axis) == 1 ? 0 : position[position.length - rank + axis];
    }
    return at(x, own);
  }
}
