package org.ncsn.kernel;

/**
 * Sums, means and maxima along axes, and the softmax, which is made of them.
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
   * {@code exp(x)} over its sum along the last axis, without overflow.
   *
   * @param axis the last one of {@code x}
   */
  default A softmax(A x, int axis, ElementwiseKernels<A> elementwise) {
    Compositions<A> compositions = new Compositions<>(elementwise);
    int[] last = {axis};
    return compositions.between(
        compositions.between(
            compositions.between(
                reduce(Reduction.MAX, x, last, true),
                largest -> elementwise.binary(BinaryFunction.SUBTRACT, x, largest)),
            below -> elementwise.unary(UnaryFunction.EXP, below)),
        powers ->
            compositions.between(
                reduce(Reduction.SUM, powers, last, true),
                sum -> elementwise.binary(BinaryFunction.DIVIDE, powers, sum)));
  }

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
