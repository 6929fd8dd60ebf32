package org.ncsn.score;

import org.ncsn.tensor.Tensor;

/** How a network's output becomes a score. */
public enum OutputRule {
  /** The output is the score: NCSN, and networks that divide by sigma themselves. */
  SCORE {
    @Override
    Tensor score(Tensor output, Tensor deviation) {
      return output;
    }
  },
  /** The output over the standard deviation of the noise is the score: NCSNv2's third technique. */
  SCORE_TIMES_DEVIATION {
    @Override
    Tensor score(Tensor output, Tensor deviation) {
      return output.divide(deviation);
    }
  },
  /** The output is the noise that was added: DDPM, and the VP networks of score SDEs. */
  NOISE {
    @Override
    Tensor score(Tensor output, Tensor deviation) {
      return output.divide(deviation).negate();
    }
  };

  /**
   * @param output {@code [N,...]}
   * @param deviation standard deviation of each sample's noise, {@code [N,1,...]}
   */
  abstract Tensor score(Tensor output, Tensor deviation);

  boolean needsDeviation() {
    return this != SCORE;
  }
}
