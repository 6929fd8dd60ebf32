package org.ncsn.nn;

import org.ncsn.tensor.Tensor;

/** A network that says of which class a sample is. */
public interface Classifier extends Network {
  /** How many classes it knows. */
  int classes();

  /**
   * How likely each class is. The softmax of it is the probability of the classes.
   *
   * @param pass values of the parameters, and what is told of the samples
   * @param x samples {@code [N,...]}
   * @return logits {@code [N,classes]}
   */
  Tensor classify(Pass pass, Tensor x);
}
