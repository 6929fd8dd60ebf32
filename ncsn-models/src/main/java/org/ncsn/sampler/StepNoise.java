package org.ncsn.sampler;

import org.ncsn.array.HostArray;

/** Where the noise of a batch's steps comes from. */
@FunctionalInterface
public interface StepNoise {
  /**
   * Standard normal noise of the type of the batch.
   *
   * @param draw number of the draw, from 0, over all steps: a method that draws once a step asks by
   *     the step's number
   */
  HostArray normal(int draw);
}
