package org.ncsn.evaluation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_MT_DDRM;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * Inner products of all features of some images with those of others, which is most of the work.
 */
@FunctionalInterface
public interface InnerProducts {
  /**
   * The products.
   *
   * @param one {@code float32 [n,D]}
   * @param two {@code float32 [m,D]}
   * @return {@code float64 [n,m]}
   */
  HostArray of(HostArray one, HostArray two);

  /** Computed in Java: for a thousand images or a hundred features. */
  static InnerProducts ofJava() {
    return (one, two) -> {
      DMatrixRMaj products = new DMatrixRMaj(one.shape().extent(0), two.shape().extent(0));
      CommonOps_MT_DDRM.multTransB(matrix(one), matrix(two), products);
      return HostArray.of(Shape.of(products.numRows, products.numCols), products.data);
    };
  }

  private static DMatrixRMaj matrix(HostArray features) {
    Shape shape = features.shape();
    return DMatrixRMaj.wrap(shape.extent(0), shape.extent(1), features.to(DType.FLOAT64).doubles());
  }
}
