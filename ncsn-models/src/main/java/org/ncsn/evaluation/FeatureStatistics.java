package org.ncsn.evaluation;

import java.util.OptionalLong;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * Mean and covariance of the features of a set of images: all that the Fréchet distance asks of it.
 *
 * @param count of how many images; published files do not say
 * @param mean {@code float64 [D]}
 * @param covariance {@code float64 [D,D]}, divided by the number of images less one
 */
public record FeatureStatistics(OptionalLong count, HostArray mean, HostArray covariance) {
  /**
   * @throws IllegalArgumentException if the two do not go together, or are not finite
   */
  public FeatureStatistics {
    int features = mean.shape().rank() == 1 ? mean.shape().extent(0) : 0;
    if (features == 0
        || mean.dtype() != DType.FLOAT64
        || covariance.dtype() != DType.FLOAT64
        || !covariance.shape().equals(Shape.of(features, features))) {
      throw new IllegalArgumentException(
          "statistics: mean and covariance are float64 [D] and [D,D], found "
              + mean.type()
              + " and "
              + covariance.type());
    }
    if (!mean.isFinite() || !covariance.isFinite()) {
      throw new IllegalArgumentException("statistics: mean or covariance is not finite");
    }
  }

  /** How many features an image has. */
  public int features() {
    return mean.shape().extent(0);
  }

  /**
   * Statistics of features in memory.
   *
   * @param features {@code float32 [n,D]} of at least two images
   */
  public static FeatureStatistics of(HostArray features) {
    FeatureSums sums = new FeatureSums(features.shape().extent(1));
    sums.add(features);
    return sums.statistics();
  }
}
