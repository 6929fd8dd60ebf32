package org.ncsn.tck.reference;

import java.util.Arrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/** Numbers along four axes: images {@code [N,H,W,C]} or kernels {@code [kH,kW,Cin,Cout]}. */
final class Grid {
  private final int[] extents;
  private final double[] values;

  private Grid(Shape shape, double[] values) {
    this.extents = shape.extents();
    this.values = values;
  }

  static Grid of(HostArray array) {
    return new Grid(array.shape(), Cells.values(array));
  }

  static Grid zeros(Shape shape) {
    return new Grid(shape, new double[shape.intSize()]);
  }

  /** Numbers below all others. */
  static Grid lowest(Shape shape) {
    Grid lowest = zeros(shape);
    Arrays.fill(lowest.values, Double.NEGATIVE_INFINITY);
    return lowest;
  }

  int extent(int axis) {
    return extents[axis];
  }

  double at(int a, int b, int c, int d) {
    return values[index(a, b, c, d)];
  }

  void add(int a, int b, int c, int d, double term) {
    values[index(a, b, c, d)] += term;
  }

  void raise(int a, int b, int c, int d, double least) {
    values[index(a, b, c, d)] = Math.max(values[index(a, b, c, d)], least);
  }

  /** Whether row {@code b} and column {@code c} of an image exist. */
  boolean hasPixel(int b, int c) {
    return b >= 0 && b < extents[1] && c >= 0 && c < extents[2];
  }

  HostArray rounded(DType dtype) {
    return Cells.rounded(new TensorType(dtype, Shape.of(extents)), values);
  }

  /** All numbers, row-major; whoever fills the grid may change them. */
  double[] values() {
    return values;
  }

  /** Where a number is among all. */
  int index(int a, int b, int c, int d) {
    return ((a * extents[1] + b) * extents[2] + c) * extents[3] + d;
  }
}
