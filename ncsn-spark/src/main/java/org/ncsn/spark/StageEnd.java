package org.ncsn.spark;

import java.io.Serializable;

/** What a machine has after the steps of a stage. */
final class StageEnd implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] state;
  private final double[] losses;
  private final double seconds;

  /**
   * @param state a checkpoint's file, of rank 0; empty of the others, whose state is the same
   * @param losses of all steps, of the whole batch
   * @param seconds that the steps took
   */
  StageEnd(byte[] state, double[] losses, double seconds) {
    this.state = state;
    this.losses = losses;
    this.seconds = seconds;
  }

  byte[] state() {
    return state;
  }

  double[] losses() {
    return losses;
  }

  double seconds() {
    return seconds;
  }
}
