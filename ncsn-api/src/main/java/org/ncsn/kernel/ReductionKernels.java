package org.ncsn.kernel;

/**
 * Sums, means and maxima along axes.
 *
 * @param <A> the engine's array
 */
public interface ReductionKernels<A> {
  /**
   * @param axes ascending, distinct, never negative, never empty
   * @param keepAxes whether reduced axes stay with extent 1
   */
  A reduce(Reduction reduction, A x, int[] axes, boolean keepAxes);
}
