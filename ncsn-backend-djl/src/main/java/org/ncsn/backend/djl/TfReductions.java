package org.ncsn.backend.djl;

import org.ncsn.kernel.ElementwiseKernels;
import org.ncsn.kernel.Reduction;
import org.ncsn.kernel.ReductionKernels;

/** Sums, means, maxima and sums of squares along axes. */
record TfReductions<A>(TfOps<A> ops) implements ReductionKernels<A> {
  @Override
  public A reduce(Reduction reduction, A x, int[] axes, boolean keepAxes) {
    String op =
        switch (reduction) {
          case SUM -> "Sum";
          case MEAN -> "Mean";
          case MAX -> "Max";
          case SUM_OF_SQUARES -> "EuclideanNorm";
        };
    return reduction == Reduction.SUM_OF_SQUARES
        // The norm is the one sum of squares for which TensorFlow does not write the squares down.
        ? ops.scoped(() -> ops.op("Square").input(reduce(op, x, axes, keepAxes)).run())
        : reduce(op, x, axes, keepAxes);
  }

  @Override
  public A softmax(A x, int axis, ElementwiseKernels<A> elementwise) {
    return ops.op("Softmax").input(x).run();
  }

  private A reduce(String op, A x, int[] axes, boolean keepAxes) {
    return ops.op(op).input(x).ints(axes).attribute("keep_dims", keepAxes).run();
  }
}
