package org.ncsn.nn;

import java.util.List;
import org.ncsn.tensor.Tensor;

/** A network that estimates the score: the gradient of the log density of noisy data. */
public interface ScoreNetwork {
  /** What it learns, in PyTorch's order. */
  List<Parameter> parameters();

  /** What height and width of the images must be divisible by: some networks halve them. */
  default int sidesDivisibleBy() {
    return 1;
  }

  /**
   * The score at each image.
   *
   * @param pass values of the parameters, and each image's noise level
   * @param x images {@code [N,H,W,C]}
   * @return scores of the same shape
   */
  Tensor score(Pass pass, Tensor x);
}
