package org.ncsn.backend.nd4j;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.MatrixKernels;

/** Products of matrices. */
record Matrices(Machine machine) implements MatrixKernels<Nd4jArray> {
  @Override
  public Nd4jArray matmulEach(
      Nd4jArray a,
      Shape shapeA,
      Nd4jArray b,
      Shape shapeB,
      boolean transposeA,
      boolean transposeB,
      Kernels<Nd4jArray> kernels) {
    return product(
        a,
        b,
        Shape.of(
            shapeA.extent(0), shapeA.extent(transposeA ? 2 : 1), shapeB.extent(transposeB ? 1 : 2)),
        transposeA,
        transposeB);
  }

  @Override
  public Nd4jArray matmul(Nd4jArray a, Nd4jArray b, boolean transposeA, boolean transposeB) {
    Shape shape = Shape.of(a.extent(transposeA ? 1 : 0), b.extent(transposeB ? 0 : 1));
    return product(a, b, shape, transposeA, transposeB);
  }

  private Nd4jArray product(
      Nd4jArray a, Nd4jArray b, Shape shape, boolean transposeA, boolean transposeB) {
    if (a.isEmpty() || b.isEmpty()) {
      return machine.constant(HostArray.zeros(new TensorType(Transfer.type(a.type()), shape)));
    }
    return machine.apply(
        Operation.custom("matmul", transposeA ? 1 : 0, transposeB ? 1 : 0, 0),
        a.type(),
        shape,
        a,
        b);
  }
}
