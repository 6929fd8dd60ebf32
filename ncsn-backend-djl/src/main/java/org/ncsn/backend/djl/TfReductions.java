package org.ncsn.backend.djl;

import org.ncsn.spi.Reduction;
import org.ncsn.spi.ReductionKernels;

/** Sums, means and maxima along axes. */
record TfReductions<A>(TfOps<A> ops) implements ReductionKernels<A> {
  @Override
  public A reduce(Reduction reduction, A x, int[] axes, boolean keepAxes) {
    String op =
        switch (reduction) {
          case SUM -> "Sum";
          case MEAN -> "Mean";
          case MAX -> "Max";
        };
    return ops.op(op).input(x).ints(axes).attribute("keep_dims", keepAxes).run();
  }
}
