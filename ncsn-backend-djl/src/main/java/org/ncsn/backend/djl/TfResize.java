package org.ncsn.backend.djl;

import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.ResizeKernels;

/**
 * Bilinear interpolation as two products with small matrices, first along columns of pixels and
 * then along rows: the same for both element types, and its adjoint is the product with the
 * transposes.
 */
record TfResize<A>(TfOps<A> ops) implements ResizeKernels<A> {
  @Override
  public A bilinear(A image, int height, int width) {
    TensorType type = ops.type(image);
    int fromHeight = type.shape().extent(1);
    int fromWidth = type.shape().extent(2);
    HostArray rows = weights(type.dtype(), fromHeight, height);
    HostArray columns = weights(type.dtype(), fromWidth, width);
    return ops.scoped(() -> interpolated(image, type.shape(), rows, columns, false));
  }

  @Override
  public A bilinearAdjoint(A resized, int height, int width) {
    TensorType type = ops.type(resized);
    HostArray rows = weights(type.dtype(), height, type.shape().extent(1));
    HostArray columns = weights(type.dtype(), width, type.shape().extent(2));
    return ops.scoped(() -> interpolated(resized, type.shape(), rows, columns, true));
  }

  private A interpolated(A x, Shape shape, HostArray rows, HostArray columns, boolean transposed) {
    int samples = shape.extent(0);
    int height = rows.shape().extent(transposed ? 1 : 0);
    int width = columns.shape().extent(transposed ? 1 : 0);
    int channels = shape.extent(3);
    A lines = reshape(x, Shape.of(samples, shape.extent(1), shape.extent(2) * channels));
    A tall = product(rows, transposed, lines);
    A pixels = reshape(tall, Shape.of(samples * height, shape.extent(2), channels));
    A wide = product(columns, transposed, pixels);
    return reshape(wide, Shape.of(samples, height, width, channels));
  }

  private A product(HostArray weights, boolean transposed, A x) {
    return ops.op("BatchMatMulV2").literal(weights).input(x).attribute("adj_x", transposed).run();
  }

  private A reshape(A x, Shape shape) {
    return ops.op("Reshape").input(x).ints(shape.extents()).run();
  }

  /** Row o says how much of every old position is in the new position o. */
  private static HostArray weights(DType dtype, int from, int to) {
    double[] weights = new double[to * from];
    double step = to > 1 ? (double) (from - 1) / (to - 1) : 0;
    for (int o = 0; o < to; o++) {
      double position = o * step;
      int lower = Math.min((int) position, from - 1);
      int upper = Math.min(lower + 1, from - 1);
      weights[o * from + lower] += 1 - (position - lower);
      weights[o * from + upper] += position - lower;
    }
    return HostArray.of(Shape.of(to, from), weights).to(dtype);
  }
}
