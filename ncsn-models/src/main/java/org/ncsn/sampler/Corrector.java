package org.ncsn.sampler;

import org.ncsn.array.TensorType;
import org.ncsn.noise.Discretization;
import org.ncsn.score.ScoreFunction;
import org.ncsn.tensor.Backend;

/** How a sampler of score SDEs moves samples while their noise stays: Langevin dynamics. */
public interface Corrector {
  /** Steps at each time. */
  int steps();

  /** Compiles its step. */
  Compiled compile(Backend backend, ScoreFunction model, TensorType batch);

  /** A corrector's step, compiled for a batch. */
  interface Compiled extends AutoCloseable {
    /**
     * Takes all steps of a time.
     *
     * @param draw number of the first step's noise
     */
    ChainState take(Chain chain, ChainState state, double time, Discretization times, int draw);

    @Override
    void close();
  }
}
