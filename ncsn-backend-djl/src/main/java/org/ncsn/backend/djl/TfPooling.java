package org.ncsn.backend.djl;

import org.ncsn.array.Shape;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.kernel.PoolingKernels;

/**
 * Pooling. Where padding counts, and where it says more than TensorFlow's rules do, the image is
 * padded before.
 */
record TfPooling<A>(TfOps<A> ops, TfShaping<A> shaping) implements PoolingKernels<A> {
  TfPooling(TfOps<A> ops) {
    this(ops, new TfShaping<>(ops));
  }

  @Override
  public A averagePool(A image, PoolWindow window) {
    if (window.pad() == 0) {
      return windowed(ops.op("AvgPool").input(image), window).run();
    }
    int[] margin = margin(window);
    return ops.scoped(
        () -> windowed(ops.op("AvgPool").input(shaping.pad(image, margin, margin)), window).run());
  }

  @Override
  public A averagePoolAdjoint(A pooled, Shape imageShape, PoolWindow window) {
    int margin = 2 * window.pad();
    Shape padded =
        imageShape.with(1, imageShape.extent(1) + margin).with(2, imageShape.extent(2) + margin);
    if (window.pad() == 0) {
      return spread(pooled, padded, window);
    }
    return ops.scoped(
        () -> shaping.slice(spread(pooled, padded, window), margin(window), imageShape));
  }

  /** "SAME" pads as many on either side where windows do not jump. */
  @Override
  public A maxPool(A image, Shape shape, PoolWindow window, Kernels<A> kernels) {
    boolean same = window.stride() == 1 && window.size() == 2 * window.pad() + 1;
    if (same || window.pad() == 0) {
      return windowed(ops.op("MaxPool").input(image), window, same ? "SAME" : "VALID").run();
    }
    int[] margin = margin(window);
    return ops.scoped(
        () ->
            windowed(
                    ops.op("MaxPool").input(shaping.padWith(-Float.MAX_VALUE, image, margin)),
                    window,
                    "VALID")
                .run());
  }

  private A spread(A pooled, Shape image, PoolWindow window) {
    return windowed(ops.op("AvgPoolGrad").ints(image.extents()).input(pooled), window).run();
  }

  private static int[] margin(PoolWindow window) {
    return new int[] {0, window.pad(), window.pad(), 0};
  }

  private static <A> OpBuilder<A> windowed(OpBuilder<A> op, PoolWindow window) {
    return windowed(op, window, "VALID");
  }

  private static <A> OpBuilder<A> windowed(OpBuilder<A> op, PoolWindow window, String padding) {
    return op.attribute("ksize", 1, window.size(), window.size(), 1)
        .attribute("strides", 1, window.stride(), window.stride(), 1)
        .attribute("padding", padding);
  }
}
