package org.ncsn.loss;

import org.ncsn.tensor.Tensor;

/** The score of samples: a network with its weights, or a formula. */
@FunctionalInterface
public interface ConditionalScore {
  /**
   * @param x samples {@code [N,...]}: images {@code [N,H,W,C]}, or points {@code [N,2]}
   * @param labels index of each sample's noise level, {@code int32 [N]}; {@code null} where a loss
   *     knows no levels
   * @return scores of the shape of {@code x}
   */
  Tensor at(Tensor x, Tensor labels);
}
