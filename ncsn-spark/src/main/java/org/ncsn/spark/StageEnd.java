package org.ncsn.spark;

import java.io.Serializable;

/** What a machine has after the steps of a stage. */
final class StageEnd implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] state;
  private final double[] losses;

  /**
   * @param state a checkpoint's file, of rank 0; empty of the others, whose state is the same
   * @param losses of all steps, of the whole batch
   */
  StageEnd(byte[] state, double[] losses) {
    this.state = state;
    this.losses = losses;
  }

  byte[] state() {
    return state;
  }

  double[] losses() {
    return losses;
  }
}
