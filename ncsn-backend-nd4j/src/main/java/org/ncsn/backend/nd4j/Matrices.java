package org.ncsn.backend.nd4j;

import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.MatrixKernels;
import org.ncsn.vector.MatrixProduct;
import org.ncsn.vector.Workers;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Products of matrices.
 *
 * @param workers threads of kernels in Java, where such kernels can be used
 */
record Matrices(Machine machine, Optional<Workers> workers) implements MatrixKernels<Nd4jArray> {
  /** By ND4J's own operations alone. */
  Matrices(Machine machine) {
    this(machine, Optional.empty());
  }

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
        library(transposeA, transposeB),
        a,
        b,
        Shape.of(
            shapeA.extent(0),
            shapeA.extent(transposeA ? 2 : 1),
            shapeB.extent(transposeB ? 1 : 2)));
  }

  @Override
  public Nd4jArray matmul(Nd4jArray a, Nd4jArray b, boolean transposeA, boolean transposeB) {
    Shape shape = Shape.of(a.extent(transposeA ? 1 : 0), b.extent(transposeB ? 0 : 1));
    MatrixProduct ours =
        new MatrixProduct(
            shape.extent(0), a.extent(transposeA ? 0 : 1), shape.extent(1), transposeA, transposeB);
    Operation operation =
        workers
            .filter(any -> a.type() == DataType.FLOAT && ours.isWorthwhile())
            .<Operation>map(threads -> new JavaOperation(ours, threads))
            .orElseGet(() -> library(transposeA, transposeB));
    return product(operation, a, b, shape);
  }

  private static Operation library(boolean transposeA, boolean transposeB) {
    return Operation.custom("matmul", transposeA ? 1 : 0, transposeB ? 1 : 0, 0);
  }

  private Nd4jArray product(Operation operation, Nd4jArray a, Nd4jArray b, Shape shape) {
    if (a.isEmpty() || b.isEmpty()) {
      return machine.constant(HostArray.zeros(new TensorType(Transfer.type(a.type()), shape)));
    }
    return machine.apply(operation, a.type(), shape, a, b);
  }
}
