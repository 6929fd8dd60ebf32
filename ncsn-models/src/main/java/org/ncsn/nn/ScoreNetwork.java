package org.ncsn.nn;

import org.ncsn.tensor.Tensor;

/** A network that estimates the score: the gradient of the log density of noisy data. */
public interface ScoreNetwork extends Network {
  /** What it must be told of each sample. */
  Conditioning conditioning();

  /** What height and width of the images must be divisible by: some networks halve them. */
  default int sidesDivisibleBy() {
    return 1;
  }

  /**
   * The score at each sample.
   *
   * @param pass values of the parameters, and what is told of the samples
   * @param x images {@code [N,H,W,C]}, or points {@code [N,D]}
   * @return scores of the same shape
   */
  Tensor score(Pass pass, Tensor x);
}
