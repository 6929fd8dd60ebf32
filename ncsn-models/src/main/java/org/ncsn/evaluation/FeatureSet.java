package org.ncsn.evaluation;

import java.util.Optional;
import org.ncsn.array.HostArray;

/**
 * A set of images as distances know it.
 *
 * @param statistics of all images
 * @param features of all of them or of some, in order, {@code float32 [n,D]}; a file of statistics
 *     has none
 */
public record FeatureSet(FeatureStatistics statistics, Optional<HostArray> features) {
  /** Of features in memory. */
  public static FeatureSet of(HostArray features) {
    return new FeatureSet(FeatureStatistics.of(features), Optional.of(features));
  }

  /** Whether features of all images are there. */
  boolean hasAll() {
    return features.isPresent()
        && features.get().shape().extent(0) == statistics.count().orElse(-1);
  }

  /** Whether there are no more images than an image has features: the covariance is singular. */
  boolean isFew() {
    return statistics.count().orElse(Long.MAX_VALUE) <= statistics.features();
  }
}
