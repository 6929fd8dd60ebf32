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

  /**
   * For every element of a whole, row by row, the row-major index of the element that NumPy's rule
   * of broadcasting brings there.
   *
   * @param own the shape that is broadcast
   * @param whole the shape that comes out
   */
  static int[] sources(Shape own, Shape whole) {
    int missing = whole.rank() - own.rank();
    int[] strides = new int[whole.rank()];
    int stride = 1;
    for (int axis = own.rank() - 1; axis >= 0; axis--) {
      strides[missing + axis] = own.extent(axis) == 1 ? 0 : stride;
      stride *= own.extent(axis);
    }
    int[] sources = {0};
    for (int axis = 0; axis < whole.rank(); axis++) {
      int extent = whole.extent(axis);
      int[] longer = new int[sources.length * extent];
      for (int i = 0; i < longer.length; i++) {
        longer[i] = sources[i / extent] + i % extent * strides[axis];
      }
      sources = longer;
    }
    return sources;
  }
}
