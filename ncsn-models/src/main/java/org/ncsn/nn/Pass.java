package org.ncsn.nn;

import org.ncsn.tensor.Tensor;

/**
 * What a forward pass knows besides its input.
 *
 * @param weights values of the parameters
 * @param labels index of each image's noise level, {@code int32 [N]}; {@code null} for a network
 *     that is not conditioned
 */
public record Pass(Weights weights, Tensor labels) {
  /** The value of a parameter. */
  public Tensor of(Parameter parameter) {
    return weights.of(parameter);
  }
}
