package org.ncsn.tck.reference;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.MatrixKernels;

final class ReferenceMatrices implements MatrixKernels<HostArray> {
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
