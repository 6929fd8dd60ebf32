package org.ncsn.sampler;

import org.ncsn.tensor.Tensor;

/**
 * What is known of a chain's state. It is imposed when a noise level begins and after every step,
 * so that the network sees it, and the end has it.
 */
@FunctionalInterface
public interface Constraint {
  /** Nothing is known. */
  Constraint NONE = (level, state) -> state;

  /**
   * @param level index of the noise level
   * @param state the images {@code [N,H,W,C]}
   * @return the images with what is known put in, of the same type
   */
  Tensor imposed(int level, Tensor state);
}
