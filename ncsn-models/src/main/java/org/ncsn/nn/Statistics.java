package org.ncsn.nn;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.tensor.Tensor;

/**
 * What becomes of a network's buffers in one training pass. It lives as long as the pass (or its
 * trace): layers replace values, and at the end the pass hands out the latest ones.
 */
public final class Statistics {
  private final List<Tensor> values;

  /**
   * @param values of the buffers before the pass, in order
   */
  public Statistics(List<Tensor> values) {
    this.values = new ArrayList<>(values);
  }

  /** The latest value of a buffer. */
  Tensor of(Buffer buffer) {
    return values.get(buffer.index());
  }

  /** Replaces a value; no gradient flows through it. */
  void update(Buffer buffer, Tensor value) {
    values.set(buffer.index(), value.detached());
  }

  /** The latest values of all buffers, in order. */
  public List<Tensor> latest() {
    return List.copyOf(values);
  }
}
