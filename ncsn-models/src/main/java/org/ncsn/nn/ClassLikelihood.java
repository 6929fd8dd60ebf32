package org.ncsn.nn;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Indexing;
import org.ncsn.primitive.Probabilities;
import org.ncsn.tensor.Tensor;

/**
 * What logits {@code [N,K]} say of each sample's class, {@code int32 [N]}, from 0 to K - 1. Like
 * the rows of tables, classes are not checked on every engine.
 */
public final class ClassLikelihood {
  private ClassLikelihood() {}

  /** The logarithm of the probability of each sample's class, {@code [N]}. */
  public static Tensor log(Tensor logits, Tensor classes) {
    return entries(Probabilities.logSoftmax(logits), classes);
  }

  /** Of each row, the number of its class, {@code [N]}. */
  public static Tensor entries(Tensor rows, Tensor classes) {
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
