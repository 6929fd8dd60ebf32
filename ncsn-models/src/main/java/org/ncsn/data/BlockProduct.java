package org.ncsn.data;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.primitive.Matrices;
import org.ncsn.primitive.Reductions;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/**
 * Squared distances between two blocks of samples by one product of matrices: {@code |a|^2 + |b|^2
 * - 2ab}, which cancels where samples are close to each other.
 */
final class BlockProduct implements AutoCloseable {
  private final Backend backend;
  private final Spread spread;
  private final DType dtype;
  private final double error;
  private final CompiledProgram farthest;

  /**
   * @param rows samples of a block
   * @param rounding the largest relative error of a rounding to the type
   */
  BlockProduct(Backend backend, Spread spread, int rows, DType dtype, double rounding) {
    this.backend = backend;
    this.spread = spread;
    this.dtype = dtype;
    int terms = spread.terms();
    this.error = error(terms, rounding);
    TensorType factor = new TensorType(dtype, Shape.of(rows, terms));
    this.farthest =
        backend.compile(
            "largest distance",
            List.of(factor, factor),
            in ->
                List.of(
                    Reductions.max(Matrices.matmul(in.get(0), in.get(1), false, true), false, 1)));
  }

  /** Of a sum of so many products, and of the rounding of what goes into it. */
  private static double error(int terms, double rounding) {
    double ofSum = terms * rounding;
    return ofSum < 1 ? (ofSum + 4 * rounding) / (1 - ofSum) : Double.POSITIVE_INFINITY;
  }

  /** What a block brings to its products; the caller closes it. */
  Tensor factor(HostArray samples) {
    return backend.tensor(spread.factor(samples, false).to(dtype));
  }

  /** For each sample of a block, the largest squared distance from one of another. */
  HostArray largestSquares(Tensor factor, HostArray others) {
    try (Scope scope = Scope.open()) {
      Tensor otherFactor = backend.tensor(spread.factor(others, true).to(dtype));
      return farthest.run(List.of(factor, otherFactor)).get(0).toHost();
    }
  }

  /**
   * How far rounding may have moved a squared distance.
   *
   * @param atMost no two of the samples are farther apart
   */
  double error(double atMost) {
    return error * atMost * atMost;
  }

  @Override
  public void close() {
    farthest.close();
  }
}
