package org.ncsn.evaluation;

import org.ncsn.array.HostArray;

/** From logits to probabilities, in {@code float64}. */
final class Softmax {
  private Softmax() {}

  /**
   * @param logits {@code [n,classes]}
   * @return {@code float64 [n,classes]}
   */
  static HostArray of(HostArray logits) {
    int classes = logits.shape().extent(1);
    double[] values = new double[logits.shape().intSize()];
    for (int from = 0; from < values.length; from += classes) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < from + classes; i++) {
        largest = Math.max(largest, logits.at(i));
      }
      double sum = 0;
      for (int i = from; i < from + classes; i++) {
        values[i] = Math.exp(logits.at(i) - largest);
        sum += values[i];
      }
      for (int i = from; i < from + classes; i++) {
        values[i] /= sum;
      }
    }
    return HostArray.of(logits.shape(), values);
  }
}
