package org.ncsn.optim;

import org.ncsn.tensor.Tensor;

/** L2 regularization as PyTorch's optimizers have it. */
final class WeightDecay {
  private WeightDecay() {}

  /** The gradient with a multiple of the parameter added. */
  static Tensor added(Tensor gradient, Tensor parameter, double decay) {
    return decay == 0 ? gradient : gradient.add(parameter.multiply(decay));
  }
}
