package org.ncsn.backend.djl;

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
}
