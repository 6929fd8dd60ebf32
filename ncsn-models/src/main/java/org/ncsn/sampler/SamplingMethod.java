package org.ncsn.sampler;

import org.ncsn.array.TensorType;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;

/**
 * A way from noise to samples: so many steps, each at a place of the noise process. It is a plain
 * description; {@link Sampler} owns the loop, and a method writes one step.
 */
public interface SamplingMethod {
  /** Number of all steps. */
  int steps();

  /**
   * The phase of a step: steps of one phase stand one behind the other and see the same noise.
   *
   * @param step its number, from 0
   * @return from 0
   */
  int phase(int step);

  /** Number of all phases. */
  int phases();

  /** The factor that the data have in a phase. */
  double mean(int phase);

  /** The standard deviation of the noise that samples have in a phase. */
  double deviation(int phase);

  /** Whether the last step leaves no noise of its own. */
  boolean denoised();

  /**
   * Compiles the step of this method for a batch.
   *
   * @param model whose score moves the samples
   * @param batch type of the samples, {@code [N,...]}
   */
  SamplingStep compile(Backend backend, ScoreFunction model, TensorType batch);
}
