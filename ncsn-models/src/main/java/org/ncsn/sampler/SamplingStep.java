package org.ncsn.sampler;

import org.ncsn.tensor.Tensor;

/** The step of a method, compiled for one score function and batch. */
public interface SamplingStep extends AutoCloseable {
  /** Where a batch begins, with nothing to remember that counts. */
  default ChainState begin(Tensor samples) {
    return ChainState.of(samples);
  }

  /**
   * Takes one step.
   *
   * @param state where the batch is
   * @param step number of the step, from 0
   * @return where it is after the step; its tensors are owned by the open scope
   */
  ChainState take(Chain chain, ChainState state, int step);

  /** Gives back what it holds on the engine. */
  @Override
  void close();
}
