package org.ncsn.loss;

import org.ncsn.nn.Condition;
import org.ncsn.tensor.Tensor;

/** The score of samples: a network with its weights, or a formula. */
@FunctionalInterface
public interface ConditionalScore {
  /**
   * @param x samples {@code [N,...]}: images {@code [N,H,W,C]}, or points {@code [N,2]}
   * @param condition what is told of them; {@link Condition#NONE} where a loss knows no noise
   * @return scores of the shape of {@code x}
   */
  Tensor at(Tensor x, Condition condition);
}
