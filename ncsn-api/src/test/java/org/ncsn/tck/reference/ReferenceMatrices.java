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
    int rows = shapeA.extent(transposeA ? 2 : 1);
    int inner = shapeA.extent(transposeA ? 1 : 2);
    int columns = shapeB.extent(transposeB ? 1 : 2);
    Shape product = Shape.of(shapeA.extent(0), rows, columns);
    double[] left = Cells.values(a);
    double[] right = Cells.values(b);
    double[] values = new double[product.intSize()];
    for (int n = 0; n < shapeA.extent(0); n++) {
      Factor first = new Factor(left, n * rows * inner, rows, inner, transposeA);
      Factor second = new Factor(right, n * inner * columns, inner, columns, transposeB);
      multiply(first, second, values, n * rows * columns);
    }
    return Cells.rounded(a.type().with(product), values);
  }

  @Override
  public HostArray matmul(HostArray a, HostArray b, boolean transposeA, boolean transposeB) {
    int rows = a.shape().extent(transposeA ? 1 : 0);
    int inner = a.shape().extent(transposeA ? 0 : 1);
    int columns = b.shape().extent(transposeB ? 0 : 1);
    Shape product = Shape.of(rows, columns);
    double[] values = new double[product.intSize()];
    multiply(
        new Factor(Cells.values(a), 0, rows, inner, transposeA),
        new Factor(Cells.values(b), 0, inner, columns, transposeB),
        values,
        0);
    return Cells.rounded(a.type().with(product), values);
  }

  /** Element {@code i, j} is the sum over {@code k} of {@code a[i,k] b[k,j]}. */
  private static void multiply(Factor a, Factor b, double[] product, int from) {
    int target = from;
    for (int i = 0; i < a.rows; i++) {
      for (int j = 0; j < b.columns; j++) {
        double sum = 0;
        for (int k = 0; k < a.columns; k++) {
          sum += a.at(i, k) * b.at(k, j);
        }
        product[target++] = sum;
      }
    }
  }

  /** A matrix within an array, which may hold it transposed. */
  private static final class Factor {
    private final double[] values;
    private final int first;
    private final int rows;
    private final int columns;
    private final int rowStep;
    private final int columnStep;

    Factor(double[] values, int first, int rows, int columns, boolean transposed) {
      this.values = values;
      this.first = first;
      this.rows = rows;
      this.columns = columns;
      this.rowStep = transposed ? 1 : columns;
      this.columnStep = transposed ? rows : 1;
    }

    double at(int row, int column) {
      return values[first + row * rowStep + column * columnStep];
    }
  }
}
