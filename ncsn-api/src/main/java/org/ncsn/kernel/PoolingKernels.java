package org.ncsn.kernel;

import org.ncsn.array.Shape;

/**
 * Average pooling, padding counted, and its adjoint, and maximum pooling. Images are {@code
 * [N,H,W,C]}.
 *
 * @param <A> the engine's array
 */
public interface PoolingKernels<A> {
  A averagePool(A image, PoolWindow window);

  /** Spreads every pooled value evenly over its window; {@code imageShape} is the result's. */
  A averagePoolAdjoint(A pooled, Shape imageShape, PoolWindow window);

  /**
   * The largest element of every window; padding never wins.
   *
   * @param shape of the image
   * @param kernels the engine's, of which the result is made where it has no kernel for it
   */
  default A maxPool(A image, Shape shape, PoolWindow window, Kernels<A> kernels) {
    return new MaxPoolComposition<>(kernels).maxPool(image, shape, window);
  }
}
