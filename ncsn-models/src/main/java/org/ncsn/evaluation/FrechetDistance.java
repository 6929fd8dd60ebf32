package org.ncsn.evaluation;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_MT_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * The squared Fréchet distance of two normal distributions, {@code |m1 - m2|^2 + tr(S1 + S2 - 2 (S1
 * S2)^(1/2))}; of the features of the Inception network it is the FID (Heusel et al. 2017).
 *
 * <p>For any F with {@code F'F = S1}, the eigenvalues of {@code F S2 F'} are those of {@code S1 S2}
 * and 0, and it is symmetric: the trace is the sum of the square roots of its eigenvalues, whatever
 * the covariances' rank.
 */
public final class FrechetDistance {
  private FrechetDistance() {}

  /**
   * The distance of two sets of images.
   *
   * @throws IllegalArgumentException if they are statistics of different numbers of features
   */
  public static double between(FeatureStatistics one, FeatureStatistics two) {
    if (one.features() != two.features()) {
      throw new IllegalArgumentException(
          "Fréchet distance: statistics of "
              + one.features()
              + " features and of "
              + two.features()
              + " have none");
    }
    return distance(one, two, traceOfRoot(one.covariance(), two.covariance()));
  }

  /**
   * The same of sets whose features may be at hand. Where an image has more features than there are
   * images, these have singular values that are exact, and covariances that are singular.
   *
   * @throws IllegalArgumentException if they are of different numbers of features
   */
  public static double between(FeatureSet one, FeatureSet two) {
    boolean sameFeatures = one.statistics().features() == two.statistics().features();
    if (!sameFeatures || !one.hasAll() || !two.hasAll() || !(one.isFew() || two.isFew())) {
      return between(one.statistics(), two.statistics());
    }
    HostArray first = one.features().orElseThrow();
    HostArray second = two.features().orElseThrow();
    DMatrixRMaj product = new DMatrixRMaj(first.shape().extent(0), second.shape().extent(0));
    CommonOps_MT_DDRM.multTransB(
        centred(first, one.statistics().mean()), centred(second, two.statistics().mean()), product);
    return distance(one.statistics(), two.statistics(), sumOfSingularValues(product));
  }

  private static double distance(FeatureStatistics one, FeatureStatistics two, double traceOfRoot) {
    double squares = 0;
    double traces = 0;
    for (int i = 0; i < one.features(); i++) {
      double difference = one.mean().at(i) - two.mean().at(i);
      int diagonal = i * (one.features() + 1);
      squares += difference * difference;
      traces += one.covariance().at(diagonal) + two.covariance().at(diagonal);
    }
    // Rounding alone can take it below 0.
    return Math.max(0, squares + traces - 2 * traceOfRoot);
  }

  private static double traceOfRoot(HostArray one, HostArray two) {
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
        DecompositionFactory_DDRM.chol(one.shape().extent(0), false);
    if (cholesky.decompose(matrix(one))) {
      return traceOfRoot(cholesky.getT(null), matrix(two));
    }
    if (cholesky.decompose(matrix(two))) {
      return traceOfRoot(cholesky.getT(null), matrix(one));
    }
    return traceOfRoot(rootByEigenvectors(matrix(one)), matrix(two));
  }

  /** The sum of the square roots of the eigenvalues of {@code F S F'}. */
  private static double traceOfRoot(DMatrixRMaj factor, DMatrixRMaj covariance) {
    int size = factor.numRows;
    if (size == 0) {
      return 0;
    }
    DMatrixRMaj half = new DMatrixRMaj(size, covariance.numCols);
    CommonOps_MT_DDRM.mult(factor, covariance, half);
    DMatrixRMaj whole = new DMatrixRMaj(size, size);
    CommonOps_MT_DDRM.multTransB(half, factor, whole);
    symmetrize(whole);
    EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(whole, false);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
    }
    return sum;
  }

  private static void symmetrize(DMatrixRMaj matrix) {
    for (int i = 0; i < matrix.numRows; i++) {
      for (int j = i + 1; j < matrix.numCols; j++) {
        double mean = (matrix.unsafe_get(i, j) + matrix.unsafe_get(j, i)) / 2;
        matrix.unsafe_set(i, j, mean);
        matrix.unsafe_set(j, i, mean);
      }
    }
  }

  /**
   * F with rows that are eigenvectors times the square roots of their eigenvalues. Those that are 0
   * but for rounding are left out: of a thousand images so are half of 2,048.
   */
  private static DMatrixRMaj rootByEigenvectors(DMatrixRMaj covariance) {
    int size = covariance.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(covariance, true);
    double largest =
        IntStream.range(0, size).mapToDouble(i -> eigen.getEigenvalue(i).getReal()).max().orElse(0);
    double nothing = Math.ulp(1.0) * size * largest;
    int[] kept =
        IntStream.range(0, size).filter(i -> eigen.getEigenvalue(i).getReal() > nothing).toArray();
    DMatrixRMaj factor = new DMatrixRMaj(kept.length, size);
    for (int row = 0; row < kept.length; row++) {
      double root = Math.sqrt(eigen.getEigenvalue(kept[row]).getReal());
      double[] vector = eigen.getEigenVector(kept[row]).data;
      for (int j = 0; j < size; j++) {
        factor.unsafe_set(row, j, root * vector[j]);
      }
    }
    return factor;
  }

  private static EigenDecomposition_F64<DMatrixRMaj> decomposed(
      DMatrixRMaj symmetric, boolean vectors) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(symmetric.numRows, vectors, true);
    if (!eigen.decompose(symmetric)) {
      throw new ArithmeticException("Fréchet distance: the eigenvalues do not converge");
    }
    return eigen;
  }

  private static double sumOfSingularValues(DMatrixRMaj matrix) {
    SingularValueDecomposition_F64<DMatrixRMaj> singular =
        DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, false, false, true);
    if (!singular.decompose(matrix)) {
      throw new ArithmeticException("Fréchet distance: the singular values do not converge");
    }
    double sum = 0;
    for (double value : singular.getSingularValues()) {
      sum += value;
    }
    return sum;
  }

  /** {@code [n,D]}, with n - 1 times the covariance of A'A of it. */
  private static DMatrixRMaj centred(HostArray features, HostArray mean) {
    Shape shape = features.shape();
    DMatrixRMaj centred = new DMatrixRMaj(shape.extent(0), shape.extent(1));
    for (int i = 0; i < centred.data.length; i++) {
      centred.data[i] = features.floats()[i] - mean.doubles()[i % shape.extent(1)];
    }
    CommonOps_DDRM.divide(centred, Math.sqrt(shape.extent(0) - 1));
    return centred;
  }

  private static DMatrixRMaj matrix(HostArray array) {
    int rows = array.shape().extent(0);
    return new DMatrixRMaj(rows, array.shape().extent(1), true, array.doubles());
  }
}
