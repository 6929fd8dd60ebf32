package org.ncsn.nn;

import org.ncsn.array.Shape;
import org.ncsn.tensor.Tensor;

/** Dropout: in training every feature is dropped at random, in evaluation all are kept. */
public final class Dropout implements Layer {
  private final DropMask mask;

  /**
   * @param rate probability that a feature is dropped, in [0, 1)
   * @param features shape of one sample's features, without the batch
   */
  public Dropout(Parameters parameters, double rate, Shape features) {
    this.mask = parameters.declareMask(rate, features);
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    return pass.mode() instanceof Mode.Training training ? x.multiply(training.of(mask)) : x;
  }
}
