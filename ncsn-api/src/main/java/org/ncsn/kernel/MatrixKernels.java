package org.ncsn.kernel;

/**
 * Products of matrices.
 *
 * @param <A> the engine's array
 */
public interface MatrixKernels<A> {
  /** The product of two matrices, each transposed first if so asked. */
  A matmul(A a, A b, boolean transposeA, boolean transposeB);
}
