package org.ncsn.loss;

import org.ncsn.tensor.Tensor;

/** The score of noisy images: a network with its weights, or a formula. */
@FunctionalInterface
public interface ConditionalScore {
  /**
   * @param x images {@code [N,H,W,C]}
   * @param labels index of each image's noise level, {@code int32 [N]}
   * @return scores of the shape of {@code x}
   */
  Tensor at(Tensor x, Tensor labels);
}
