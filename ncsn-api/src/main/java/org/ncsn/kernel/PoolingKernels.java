package org.ncsn.kernel;

import org.ncsn.array.Shape;

/**
 * Average pooling, padding counted, and its adjoint. Images are {@code [N,H,W,C]}.
 *
 * @param <A> the engine's array
 */
public interface PoolingKernels<A> {
  A averagePool(A image, PoolWindow window);

  /** Spreads every pooled value evenly over its window; {@code imageShape} is the result's. */
  A averagePoolAdjoint(A pooled, Shape imageShape, PoolWindow window);
}
