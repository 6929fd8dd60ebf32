package org.ncsn.backend.nd4j;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.MatrixKernels;

/** Products of matrices. */
record Matrices(Machine machine) implements MatrixKernels<Nd4jArray> {
  @Override
  public Nd4jArray matmul(Nd4jArray a, Nd4jArray b, boolean transposeA, boolean transposeB) {
    Shape shape = Shape.of(a.extent(transposeA ? 1 : 0), b.extent(transposeB ? 0 : 1));
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
