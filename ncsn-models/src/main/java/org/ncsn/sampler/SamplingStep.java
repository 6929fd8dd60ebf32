package org.ncsn.sampler;

import org.ncsn.nn.Weights;
import org.ncsn.tensor.Tensor;

/** The step of a method, compiled for one model and batch. */
public interface SamplingStep extends AutoCloseable {
  /**
   * Takes one step.
   *
   * @param x the samples now
   * @param step number of the step, from 0
   * @param noise where the step's noise comes from
   * @return the samples after the step, owned by the open scope
   */
  Tensor take(Weights weights, Tensor x, int step, StepNoise noise);

  /** Gives back what it holds on the engine. */
  @Override
  void close();
}
