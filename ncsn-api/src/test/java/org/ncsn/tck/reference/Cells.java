package org.ncsn.tck.reference;

import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/** Arrays by position: row-major, one index an axis. */
final class Cells {
  private Cells() {}

  /** An array of the given values, each rounded to the element type. */
  static HostArray rounded(TensorType type, double[] values) {
    return HostArray.of(type.shape(), values).to(type.dtype());
  }

  /** The row-major index of a position. */
  static int index(Shape shape, int... position) {
    int index = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      index = index * shape.extent(axis) + position[axis];
    }
    return index;
  }

  /** All elements, row by row; nobody changes them. */
  static double[] values(HostArray x) {
    return x.to(DType.FLOAT64).doubles();
  }

  /** All elements, each as often as NumPy's rule of broadcasting says; nobody changes them. */
  static double[] spread(HostArray x, Shape shape) {
    return x.shape().equals(shape) ? values(x) : picked(values(x), sources(x.shape(), shape));
  }

  /** An array of another array's elements: of those at the given indices. */
  static HostArray gathered(HostArray x, Shape shape, int[] places) {
    return rounded(x.type().with(shape), picked(values(x), places));
  }

  private static double[] picked(double[] from, int[] places) {
    double[] values = new double[places.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = from[places[i]];
    }
    return values;
  }

  /** Puts the elements of an array to the given indices. */
  static void scatter(HostArray x, int[] places, double[] values) {
    double[] given = values(x);
    for (int i = 0; i < places.length; i++) {
      values[places[i]] = given[i];
    }
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
    return places(whole, 0, strides);
  }

  /**
   * For every position in a shape, row by row, an index: the first one, and for each axis as many
   * strides more as the position says.
   */
  static int[] places(Shape shape, int first, int[] strides) {
    int[] places = {first};
    for (int axis = 0; axis < shape.rank(); axis++) {
      int extent = shape.extent(axis);
      int[] longer = new int[places.length * extent];
      int next = 0;
      for (int place : places) {
        for (int i = 0; i < extent; i++) {
          longer[next++] = place + i * strides[axis];
        }
      }
      places = longer;
    }
    return places;
  }
}
