package org.ncsn.nn;

import org.ncsn.tensor.Tensor;

/**
 * What a forward pass knows besides its input.
 *
 * @param weights values of parameters and buffers
 * @param condition what the network is told of the input
 * @param mode training or evaluation
 */
public record Pass(Weights weights, Condition condition, Mode mode) {
  /** A pass of evaluation. */
  public Pass(Weights weights, Condition condition) {
    this(weights, condition, Mode.EVALUATION);
  }

  /** The value of a parameter. */
  public Tensor of(Parameter parameter) {
    return weights.of(parameter);
  }
}
