package org.ncsn.kernel;

import org.ncsn.array.Shape;

/**
 * Products of matrices.
 *
 * @param <A> the engine's array
 */
public interface MatrixKernels<A> {
  /** The product of two matrices, each transposed first if so asked. */
  A matmul(A a, A b, boolean transposeA, boolean transposeB);

  /**
   * The products of as many pairs of matrices, each transposed first if so asked.
   *
   * @param a of shape {@code shapeA}, {@code [B,M,K]}
   * @param b of shape {@code shapeB}, {@code [B,K,N]}
   * @param kernels the engine's, of which the products are made where it has none of its own
   * @return {@code [B,M,N]}
   */
  default A matmulEach(
      A a,
      Shape shapeA,
      A b,
      Shape shapeB,
      boolean transposeA,
      boolean transposeB,
      Kernels<A> kernels) {
    return new MatrixStacks<>(kernels).products(a, shapeA, b, shapeB, transposeA, transposeB);
  }
}
