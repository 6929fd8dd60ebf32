package org.ncsn.loss;

import java.util.stream.IntStream;
import org.ncsn.primitive.Reductions;
import org.ncsn.tensor.Tensor;

/** Sums within each sample of a batch, whatever a sample's axes are. */
final class Samples {
  private Samples() {}

  /** The sum along all axes but the first: {@code [N,...]} to {@code [N]}. */
  static Tensor sum(Tensor x) {
    return x.shape().rank() == 1 ? x : x.sum(within(x));
  }

  /** The sum of squares along all axes but the first: {@code [N,...]} to {@code [N]}. */
  static Tensor sumOfSquares(Tensor x) {
    return x.shape().rank() == 1 ? x.square() : Reductions.sumOfSquares(x, false, within(x));
  }

  private static int[] within(Tensor x) {
    return IntStream.range(1, x.shape().rank()).toArray();
  }
}
