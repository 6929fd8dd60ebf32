package org.ncsn.evaluation;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.error.UserError;
import org.ncsn.format.Npz;

/**
 * Files of statistics: TTUR's {@code .npz} of {@code mu [D]} and {@code sigma [D,D]}; what is read
 * may also be of {@code pool_3 [n,D]}, which is the features themselves.
 */
public final class StatisticsFile {
  private static final String MEAN = "mu";
  private static final String COVARIANCE = "sigma";
  private static final String COUNT = "n";
  private static final String FEATURES = "pool_3";

  /** How far a covariance may be from symmetric, against its largest variance. */
  private static final double ASYMMETRY = 1e-5;

  private StatisticsFile() {}

  /**
   * Writes {@code mu} and {@code sigma}, and beside them the number of images, {@code n}, if it is
   * known.
   *
   * @throws UserError if it cannot be written
   */
  public static void write(Path file, FeatureStatistics statistics) {
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    arrays.put(MEAN, statistics.mean());
    arrays.put(COVARIANCE, statistics.covariance());
    statistics
        .count()
        .ifPresent(
            count -> arrays.put(COUNT, HostArray.of(Shape.scalar(), Math.toIntExact(count))));
    Npz.write(file, arrays);
  }

  /**
   * Reads a file.
   *
   * @param wanted how many features an image has
   * @throws UserError if it is missing, damaged, of another number of features, of fewer than two
   *     images, or not finite; no memory is taken before its sizes are known to be right
   */
  public static FeatureSet read(Path file, int wanted) {
    try (Npz npz = Npz.open(file)) {
      if (npz.names().contains(FEATURES)) {
        return ofFeatures(file, npz, wanted);
      }
      require(file, npz, MEAN, Shape.of(wanted));
      require(file, npz, COVARIANCE, Shape.of(wanted, wanted));
      HostArray mean = npz.get(MEAN).to(DType.FLOAT64);
      requireMean(file, mean);
      HostArray covariance = npz.get(COVARIANCE).to(DType.FLOAT64);
      requireCovariance(file, covariance);
      return new FeatureSet(new FeatureStatistics(count(npz), mean, covariance), Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new UserError(file + ": " + e.getMessage() + "; make the file anew", e);
    }
  }

  private static FeatureSet ofFeatures(Path file, Npz npz, int wanted) {
    TensorType type = npz.type(FEATURES);
    int images = type.shape().rank() == 0 ? 0 : type.shape().extent(0);
    require(file, npz, FEATURES, Shape.of(images, wanted));
    if (images < 2) {
      throw new UserError(
          file
              + ": holds the features of "
              + images
              + " images, at least two are needed; add some");
    }
    return FeatureSet.of(npz.get(FEATURES).to(DType.FLOAT32));
  }

  private static void require(Path file, Npz npz, String name, Shape shape) {
    TensorType type = npz.type(name);
    if (!type.dtype().isFloating() || !type.shape().equals(shape)) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: '%s' is %s, but the network that measures has %s; take a file that was made with"
                  + " the same network",
              file,
              name,
              type,
              shape));
    }
  }

  /** What no features have, can have no distance either. */
  private static void requireMean(Path file, HostArray mean) {
    for (int i = 0; i < mean.shape().intSize(); i++) {
      if (!(Math.abs(mean.at(i)) <= FeatureSums.MOST_FEATURE)) {
        throw new UserError(
            file + ": '" + MEAN + "' holds " + mean.at(i) + ", no feature; make the file anew");
      }
    }
  }

  private static void requireCovariance(Path file, HostArray covariance) {
    int features = covariance.shape().extent(0);
    double largest = 0;
    for (int i = 0; i < features; i++) {
      largest = Math.max(largest, covariance.at(i * (features + 1)));
    }
    double tolerance = ASYMMETRY * largest;
    boolean isCovariance = largest <= FeatureSums.MOST_FEATURE * FeatureSums.MOST_FEATURE;
    for (int i = 0; i < features; i++) {
      isCovariance &= covariance.at(i * (features + 1)) >= -tolerance;
      for (int j = 0; j < i; j++) {
        double value = covariance.at(i * features + j);
        double other = covariance.at(j * features + i);
        isCovariance &= Math.abs(value) <= largest + tolerance;
        isCovariance &= Math.abs(value - other) <= tolerance;
      }
    }
    if (!isCovariance) {
      throw new UserError(
          file
              + ": '"
              + COVARIANCE
              + "' is no covariance of features (not symmetric, negative or"
              + " beyond all bounds); make the file anew");
    }
  }

  private static OptionalLong count(Npz npz) {
    if (!npz.names().contains(COUNT)
        || !npz.type(COUNT).equals(new TensorType(DType.INT32, Shape.scalar()))) {
      return OptionalLong.empty();
    }
    long count = (long) npz.get(COUNT).scalar();
    return count < 2 ? OptionalLong.empty() : OptionalLong.of(count);
  }
}
