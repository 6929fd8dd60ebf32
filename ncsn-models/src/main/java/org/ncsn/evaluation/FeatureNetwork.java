package org.ncsn.evaluation;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.nn.Network;
import org.ncsn.nn.Pass;
import org.ncsn.tensor.Tensor;

/** A classifier that images are measured by: what it sees in them, and what it takes them for. */
public interface FeatureNetwork extends Network {
  /** Shape of an image as the network takes it, {@code [H,W,C]}. */
  Shape inputShape();

  /** How many features it sees in an image. */
  int features();

  /** How many classes it knows. */
  int classes();

  /**
   * Images as the network takes them.
   *
   * @param images {@code [n,H,W,C]} of any size, grey or coloured, values k/255 in [0,1]
   * @return {@code [n,...]} of {@link #inputShape}, of the same element type
   */
  HostArray prepare(HostArray images);

  /**
   * What it sees in prepared images.
   *
   * @param images {@code [n,...]} of {@link #inputShape}
   * @return {@code [n, features]}
   */
  Tensor features(Pass pass, Tensor images);

  /**
   * What it takes images for by their features. The softmax of it is the probability that the
   * Inception score is made of.
   *
   * @param features {@code [n, features]}
   * @return {@code [n, classes]}
   */
  Tensor logits(Pass pass, Tensor features);
}
