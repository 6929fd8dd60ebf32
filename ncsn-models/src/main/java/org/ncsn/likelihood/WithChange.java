package org.ncsn.likelihood;

import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/**
 * Samples, each with the change of its log density so far.
 *
 * @param samples {@code float64 [N,...]}
 * @param changes {@code float64 [N]}
 */
record WithChange(HostArray samples, HostArray changes) {
  /** Nothing has changed. */
  static WithChange none(HostArray samples) {
    int count = samples.shape().extent(0);
    return new WithChange(
        samples.to(DType.FLOAT64), HostArray.of(Shape.of(count), new double[count]));
  }

  /** From what {@link #states} gave. */
  static WithChange of(double[] states, TensorType batch) {
    int count = batch.shape().extent(0);
    int size = states.length / count - 1;
    double[] samples = new double[count * size];
    double[] changes = new double[count];
    for (int n = 0; n < count; n++) {
      System.arraycopy(states, n * (size + 1), samples, n * size, size);
      changes[n] = states[n * (size + 1) + size];
    }
    return new WithChange(
        HostArray.of(batch.shape(), samples), HostArray.of(Shape.of(count), changes));
  }

  /** Of each sample its numbers, and behind them the change. */
  double[] states() {
    int count = changes.shape().intSize();
    int size = samples.shape().intSize() / count;
    double[] states = new double[count * (size + 1)];
    for (int n = 0; n < count; n++) {
      System.arraycopy(samples.doubles(), n * size, states, n * (size + 1), size);
      states[n * (size + 1) + size] = changes.at(n);
    }
    return states;
  }
}
