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

  /** Whether there is {@link #maxPool}; otherwise maxima are made of other kernels. */
  default boolean poolsMaxima() {
    return false;
  }

  /** The largest element of every window; padding never wins. */
  default A maxPool(A image, PoolWindow window) {
    throw new UnsupportedOperationException("maxPool: this engine has none of its own");
  }
}
