package org.ncsn.backend.djl;

import org.ncsn.array.Shape;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.MatrixKernels;

/** Products of matrices. */
record TfMatrices<A>(TfOps<A> ops, Products<A> products) implements MatrixKernels<A> {
  @Override
  public A matmul(A a, A b, boolean transposeA, boolean transposeB) {
    return products.compute(
        a,
        b,
        (left, right) ->
            ops.op("MatMul")
                .input(left)
                .input(right)
                .attribute("transpose_a", transposeA)
                .attribute("transpose_b", transposeB)
                .run());
  }

  @Override
  public A matmulEach(
      A a,
      Shape shapeA,
      A b,
      Shape shapeB,
      boolean transposeA,
      boolean transposeB,
      Kernels<A> kernels) {
    return products.compute(
        a,
        b,
        (left, right) ->
            ops.op("BatchMatMulV2")
                .input(left)
                .input(right)
                .attribute("adj_x", transposeA)
                .attribute("adj_y", transposeB)
                .run());
  }
}
