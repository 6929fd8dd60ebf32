package org.ncsn.backend.nd4j;

import org.ncsn.array.Shape;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.kernel.PoolingKernels;

/** Average pooling, padding counted, and its adjoint, and maximum pooling. */
record Pooling(Machine machine) implements PoolingKernels<Nd4jArray> {
  @Override
  public Nd4jArray averagePool(Nd4jArray image, PoolWindow window) {
    return machine.apply(
        operation("avgpool2d", window), image.type(), window.output(image.shape()), image);
  }

  @Override
  public Nd4jArray averagePoolAdjoint(Nd4jArray pooled, Shape imageShape, PoolWindow window) {
    if (window.stride() == 1 && window.size() == 2 * window.pad() + 1) {
      // Windows are as far to either side as they are wide: each pixel's windows are its own
      // window.
      return averagePool(pooled, window);
    }
    // Of the image, the operation reads the shape only.
    Nd4jArray image = machine.allocate(pooled.type(), imageShape);
    Nd4jArray result =
        machine.apply(operation("avgpool2d_bp", window), pooled.type(), imageShape, image, pooled);
    machine.release(image);
    return result;
  }

  @Override
  public Nd4jArray maxPool(
      Nd4jArray image, Shape shape, PoolWindow window, Kernels<Nd4jArray> kernels) {
    return machine.apply(operation("maxpool2d", window), image.type(), window.output(shape), image);
  }

  private static Operation operation(String name, PoolWindow window) {
    int size = window.size();
    int stride = window.stride();
    int pad = window.pad();
    int explicitPadding = 0;
    int divideBySize = 1;
    int channelsLast = 1;
    return Operation.custom(
        name,
        size,
        size,
        stride,
        stride,
        pad,
        pad,
        1,
        1,
        explicitPadding,
        divideBySize,
        channelsLast);
  }
}
