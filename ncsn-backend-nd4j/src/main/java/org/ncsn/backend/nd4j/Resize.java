package org.ncsn.backend.nd4j;

import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ResizeKernels;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Bilinear interpolation with aligned corners, as one matrix along the rows and one along the
 * columns. A matrix along an axis is a 1x1 convolution that takes this axis for the channels of a
 * channels-first image; nothing is moved, and the adjoint is the transposed matrix.
 */
record Resize(Machine machine) implements ResizeKernels<Nd4jArray> {
  @Override
  public Nd4jArray bilinear(Nd4jArray image, int height, int width) {
    Nd4jArray wide = along(image, 2, weights(image.extent(2), width, false), width);
    Nd4jArray result = along(wide, 1, weights(image.extent(1), height, false), height);
    machine.release(wide);
    return result;
  }

  @Override
  public Nd4jArray bilinearAdjoint(Nd4jArray resized, int height, int width) {
    Nd4jArray low = along(resized, 1, weights(height, resized.extent(1), true), height);
    Nd4jArray result = along(low, 2, weights(width, resized.extent(2), true), width);
    machine.release(low);
    return result;
  }

  /** Multiplies along an axis of an image, which then has the given extent. */
  private Nd4jArray along(Nd4jArray image, int axis, HostArray weights, int extent) {
    Shape shape = image.shape().with(axis, extent);
    if (image.extent(axis) == extent) {
      return machine.reshape(image, shape);
    }
    int outer = axis == 1 ? image.extent(0) : image.extent(0) * image.extent(1);
    int inner = axis == 1 ? image.extent(2) * image.extent(3) : image.extent(3);
    if (image.isEmpty()) {
      return machine.allocate(image.type(), shape);
    }
    Nd4jArray x = machine.reshape(image, Shape.of(outer, image.extent(axis), inner, 1));
    boolean isFloat = image.type() == DataType.FLOAT;
    Nd4jArray kernel = machine.constant(weights.to(isFloat ? DType.FLOAT32 : DType.FLOAT64));
    Nd4jArray y =
        machine.apply(
            Operation.custom("conv2d", 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0),
            image.type(),
            Shape.of(outer, extent, inner, 1),
            x,
            kernel);
    Nd4jArray result = machine.reshape(y, shape);
    machine.release(x);
    machine.release(kernel);
    machine.release(y);
    return result;
  }

  /** {@code [1,1,from,to]}: how much each of the old pixels counts in each of the new. */
  private static HostArray weights(int from, int to, boolean transposed) {
    int rows = transposed ? to : from;
    int columns = transposed ? from : to;
    double[] weights = new double[rows * columns];
    for (int target = 0; target < to; target++) {
      double position = to == 1 ? 0 : (double) target * (from - 1) / (to - 1);
      int left = (int) position;
      int right = Math.min(left + 1, from - 1);
      double share = position - left;
      weights[transposed ? target * from + left : left * to + target] += 1 - share;
      weights[transposed ? target * from + right : right * to + target] += share;
    }
    return HostArray.of(Shape.of(1, 1, rows, columns), weights);
  }
}
