package org.ncsn.sampler;

import org.ncsn.tensor.Tensor;

/** What is known of the samples: it is imposed on what the network sees, and on what it leaves. */
@FunctionalInterface
public interface Constraint {
  /** Nothing is known. */
  Constraint NONE = phase -> Imposed.NOTHING;

  /**
   * What is imposed in a phase. Tensors that are made here live as long as the phase.
   *
   * @param phase from 0; each is asked once, in order
   */
  Imposed at(int phase);

  /** What is imposed on samples {@code [N,...]}: gives them with what is known put in. */
  interface Imposed {
    /** Nothing. */
    Imposed NOTHING =
        new Imposed() {
          @Override
          public Tensor before(int step, Tensor state) {
            return state;
          }

          @Override
          public Tensor after(int step, Tensor state) {
            return state;
          }
        };

    /**
     * What a step begins with.
     *
     * @param step its number, from 0
     */
    Tensor before(int step, Tensor state);

    /**
     * What becomes of a step's result.
     *
     * @param step its number, from 0
     */
    Tensor after(int step, Tensor state);
  }
}
