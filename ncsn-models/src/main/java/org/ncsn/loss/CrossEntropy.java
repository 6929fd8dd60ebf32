package org.ncsn.loss;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.Comparison;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Indexing;
import org.ncsn.primitive.Probabilities;
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
    return atClass(Probabilities.logSoftmax(logits), classes).negate();
  }

  /**
   * 1 for each sample whose class is the likeliest, 0 for the others, {@code [N]}. Where several
   * are likeliest, each of them counts.
   */
  public static Tensor hits(Tensor logits, Tensor classes) {
    Tensor behind = atClass(logits.subtract(Reductions.max(logits, true, 1)), classes);
    return Elementwise.compare(Comparison.EQUAL, behind, behind.fillLike(0));
  }

  /** Of each row, the number of its class. */
  private static Tensor atClass(Tensor rows, Tensor classes) {
    Tensor units = rows.constant(identity(rows.shape().extent(1)).to(rows.dtype()));
    return rows.multiply(Indexing.gatherRows(units, classes)).sum(1);
  }

  private static HostArray identity(int extent) {
    double[] elements = new double[extent * extent];
    for (int i = 0; i < extent; i++) {
      elements[i * extent + i] = 1;
    }
    return HostArray.of(Shape.of(extent, extent), elements);
  }
}
