package org.ncsn.evaluation;

import org.ncsn.array.HostArray;

/**
 * What a network makes of some images.
 *
 * @param features {@code [n,D]}
 * @param logits of their classes, {@code [n,K]}
 */
public record Features(HostArray features, HostArray logits) {
  /** How many images. */
  public int count() {
    return features.shape().extent(0);
  }
}
