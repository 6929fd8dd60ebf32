package org.ncsn.loss;

import org.ncsn.kernel.Comparison;
import org.ncsn.nn.ClassLikelihood;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Reductions;
import org.ncsn.tensor.Tensor;

/**
 * How well logits {@code [N,K]} tell the classes of samples, {@code int32 [N]}, each from 0 to K -
 * 1. Like the rows of tables, classes are not checked on every engine.
 */
public final class CrossEntropy {
  private CrossEntropy() {}

  /** Minus the logarithm of the probability of each sample's class, {@code [N]}. */
  public static Tensor each(Tensor logits, Tensor classes) {
    return ClassLikelihood.log(logits, classes).negate();
  }

  /**
   * 1 for each sample whose class is the likeliest, 0 for the others, {@code [N]}. Where several
   * are likeliest, each of them counts.
   */
  public static Tensor hits(Tensor logits, Tensor classes) {
    Tensor behind =
        ClassLikelihood.entries(logits.subtract(Reductions.max(logits, true, 1)), classes);
    return Elementwise.compare(Comparison.EQUAL, behind, behind.fillLike(0));
  }
}
