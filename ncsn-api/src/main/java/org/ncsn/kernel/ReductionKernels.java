package org.ncsn.kernel;

/**
 * Sums, means and maxima along axes.
 *
 * @param <A> the engine's array
 */
public interface ReductionKernels<A> {
  /**
   * An engine computes {@code SUM} and {@code MAX} at least, and may leave the rest to {@link
   * #composed}.
   *
   * @param axes ascending, distinct, never negative, never empty
   * @param keepAxes whether reduced axes stay with extent 1
   */
  A reduce(Reduction reduction, A x, int[] axes, boolean keepAxes);

  /**
   * A reduction made of sums and of elementwise kernels.
   *
   * @throws UnsupportedOperationException if it is one of those that every engine computes itself
   */
  default A composed(
      Reduction reduction, A x, int[] axes, boolean keepAxes, ElementwiseKernels<A> elementwise) {
    Compositions<A> compositions = new Compositions<>(elementwise);
    return switch (reduction) {
      case SUM_OF_SQUARES ->
          compositions.between(
              elementwise.binary(BinaryFunction.MULTIPLY, x, x),
              squares -> reduce(Reduction.SUM, squares, axes, keepAxes));
      case MEAN ->
          compositions.combined(
              BinaryFunction.DIVIDE,
              reduce(Reduction.SUM, x, axes, keepAxes),
              compositions.between(
                  compositions.ones(x), ones -> reduce(Reduction.SUM, ones, axes, keepAxes)));
      case SUM, MAX ->
          throw new UnsupportedOperationException(
              reduction + " is made of no other kernels: every engine computes it itself");
    };
  }
}
