package org.ncsn.sampler;

import java.util.function.UnaryOperator;
import org.ncsn.tensor.Tensor;

/**
 * What is known of the samples. It is imposed when a phase begins and after every step, so that the
 * network sees it, and the end has it.
 */
@FunctionalInterface
public interface Constraint {
  /** Nothing is known. */
  Constraint NONE = phase -> UnaryOperator.identity();

  /**
   * What is imposed in a phase: takes the samples {@code [N,...]} and gives them with what is known
   * put in. Tensors that are made here live as long as the phase.
   *
   * @param phase from 0; each is asked once, in order
   */
  UnaryOperator<Tensor> at(int phase);
}
