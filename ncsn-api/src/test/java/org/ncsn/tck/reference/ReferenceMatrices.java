package org.ncsn.tck.reference;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.MatrixKernels;

final class ReferenceMatrices implements MatrixKernels<HostArray> {
  @Override
  public HostArray matmulEach(
      HostArray a,
      Shape shapeA,
      HostArray b,
      Shape shapeB,
      boolean transposeA,
      boolean transposeB,
      Kernels<HostArray> kernels) {
    int inner = shapeA.extent(transposeA ? 1 : 2);
    Shape product =
        Shape.of(
            shapeA.extent(0), shapeA.extent(transposeA ? 2 : 1), shapeB.extent(transposeB ? 1 : 2));
    return Cells.array(
        a.type().with(product),
        at -> {
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            sum +=
                (transposeA ? Cells.at(a, at[0], k, at[1]) : Cells.at(a, at[0], at[1], k))
                    * (transposeB ? Cells.at(b, at[0], at[2], k) : Cells.at(b, at[0], k, at[2]));
          }
          return sum;
        });
  }

  @Override
  public HostArray matmul(HostArray a, HostArray b, boolean transposeA, boolean transposeB) {
    int rows = a.shape().extent(transposeA ? 1 : 0);
    int inner = a.shape().extent(transposeA ? 0 : 1);
    int columns = b.shape().extent(transposeB ? 0 : 1);
    return Cells.array(
        a.type().with(Shape.of(rows, columns)),
        position -> {
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            double left = transposeA ? Cells.at(a, k, position[0]) : Cells.at(a, position[0], k);
            double right = transposeB ? Cells.at(b, position[1], k) : Cells.at(b, k, position[1]);
            sum += left * right;
          }
          return sum;
        });
  }
}
