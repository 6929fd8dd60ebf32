package org.ncsn.nn;

import org.ncsn.tensor.Tensor;

/** A network that says of which class a sample is. */
public interface Classifier extends Network {
  /** How many classes it knows. */
  int classes();

  /** What it must be told of each sample: of most classifiers, nothing. */
  default Conditioning conditioning() {
    return Conditioning.NONE;
  }

  /** What height and width of the images must be divisible by: some networks halve them. */
  default int sidesDivisibleBy() {
    return 1;
  }

  /**
   * How likely each class is. The softmax of it is the probability of the classes.
   *
   * @param pass values of the parameters, and what is told of the samples
   * @param x samples {@code [N,...]}
   * @return logits {@code [N,classes]}
   */
  Tensor classify(Pass pass, Tensor x);
}
