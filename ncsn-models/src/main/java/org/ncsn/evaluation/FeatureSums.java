package org.ncsn.evaluation;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.commons.numbers.core.DD;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * Sums of features and of their products, from which mean and covariance come. They are exact sums
 * of products that are each rounded by itself: the same features have the same sums to the last
 * bit, in whatever order, batches and parts they come.
 *
 * <p>A product of two {@code float32} numbers is exact in {@code float64}. It is cut into three
 * parts, multiples of 2^3, 2^-27 and 2^-57; what is below 2^-58 is rounded. A sum of each part
 * stays within the 53 bits of a {@code float64} for 2^24 images whose features are not beyond 2^16.
 * The memory is that of three triangles of {@code [D+1,D+1]} numbers, 50 MB of 2,048 features.
 *
 * <p>Not safe for use by several threads; give each its own and {@linkplain #merge merge} them.
 */
public final class FeatureSums {
  /** No feature may be farther from 0. */
  public static final double MOST_FEATURE = 0x1p16;

  /** No more images are counted. */
  public static final int MOST_IMAGES = 1 << 24;

  // A number plus and minus 1.5 * 2^52 * q is its nearest multiple of q.
  private static final double TO_COARSE = 0x1.8p55;
  private static final double TO_MIDDLE = 0x1.8p25;
  private static final double TO_FINE = 0x1.8p-5;

  private final int features;

  /** Rows of the upper triangle; row and column 0 are of the constant 1, the others of features. */
  private final double[][] coarse;

  private final double[][] middle;
  private final double[][] fine;
  private int count;

  /**
   * Sums of nothing yet.
   *
   * @param features how many each image has
   */
  public FeatureSums(int features) {
    this.features = features;
    this.coarse = triangle(features + 1);
    this.middle = triangle(features + 1);
    this.fine = triangle(features + 1);
  }

  private static double[][] triangle(int rows) {
    return IntStream.range(0, rows)
        .mapToObj(row -> new double[rows - row])
        .toArray(double[][]::new);
  }

  /** How many images there are. */
  public int count() {
    return count;
  }

  /**
   * Adds features of images.
   *
   * @param batch {@code float32 [n,D]}
   * @throws IllegalArgumentException if they are others, not finite or beyond {@link
   *     #MOST_FEATURE}, or there are more than {@link #MOST_IMAGES} then; nothing is added then
   */
  public void add(HostArray batch) {
    if (batch.shape().rank() != 2 || batch.shape().extent(1) != features) {
      throw new IllegalArgumentException(
          "features: statistics of "
              + features
              + " take [n,"
              + features
              + "], found "
              + batch.type());
    }
    int images = batch.shape().extent(0);
    double[] rows = behindOnes(batch.floats(), images);
    grow(images);
    IntStream.rangeClosed(0, features).parallel().forEach(row -> addRow(row, rows, images));
  }

  /** Each image's features behind a 1. */
  private double[] behindOnes(float[] values, int images) {
    double[] rows = new double[Math.multiplyExact(images, features + 1)];
    for (int image = 0; image < images; image++) {
      int to = image * (features + 1);
      rows[to] = 1;
      for (int feature = 0; feature < features; feature++) {
        float value = values[image * features + feature];
        if (!(Math.abs(value) <= MOST_FEATURE)) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "features: feature %d of image %d is %s, not within %.0f of 0",
                  feature,
                  count + image,
                  value,
                  MOST_FEATURE));
        }
        rows[to + 1 + feature] = value;
      }
    }
    return rows;
  }

  private void grow(int images) {
    if (images > MOST_IMAGES - count) {
      throw new IllegalArgumentException(
          "features: no more than " + MOST_IMAGES + " images go into statistics");
    }
    count += images;
  }

  private void addRow(int row, double[] rows, int images) {
    double[] large = coarse[row];
    double[] medium = middle[row];
    double[] small = fine[row];
    for (int image = 0; image < images; image++) {
      int from = image * (features + 1) + row;
      double factor = rows[from];
      if (factor != 0) {
        for (int i = 0; i < large.length; i++) {
          double product = factor * rows[from + i];
          double multiple = (product + TO_COARSE) - TO_COARSE;
          double rest = product - multiple;
          double multipleOfRest = (rest + TO_MIDDLE) - TO_MIDDLE;
          large[i] += multiple;
          medium[i] += multipleOfRest;
          small[i] += ((rest - multipleOfRest) + TO_FINE) - TO_FINE;
        }
      }
    }
  }

  /**
   * Adds what others summed.
   *
   * @throws IllegalArgumentException if they are of another number of features, or of too many
   *     images; nothing is added then
   */
  public void merge(FeatureSums others) {
    if (others.features != features) {
      throw new IllegalArgumentException(
          "features: sums of " + others.features + " do not go with sums of " + features);
    }
    grow(others.count);
    add(coarse, others.coarse);
    add(middle, others.middle);
    add(fine, others.fine);
  }

  private static void add(double[][] sums, double[][] others) {
    for (int row = 0; row < sums.length; row++) {
      for (int i = 0; i < sums[row].length; i++) {
        sums[row][i] += others[row][i];
      }
    }
  }

  /**
   * Mean and covariance of what was added so far. The sums have more digits than a {@code float64},
   * so that a mean that is large against the deviation costs none.
   *
   * @throws IllegalStateException if there are fewer than two images
   */
  public FeatureStatistics statistics() {
    if (count < 2) {
      throw new IllegalStateException("a covariance takes at least two images, found " + count);
    }
    double[] mean = new double[features];
    double[] covariance = new double[Math.multiplyExact(features, features)];
    DD[] sums = new DD[features];
    for (int i = 0; i < features; i++) {
      sums[i] = sum(0, 1 + i);
      mean[i] = sums[i].divide(count).doubleValue();
    }
    for (int i = 0; i < features; i++) {
      DD meanOfRow = sums[i].divide(count);
      for (int j = i; j < features; j++) {
        DD scatter = sum(1 + i, j - i).subtract(meanOfRow.multiply(sums[j]));
        double value = scatter.divide(count - 1).doubleValue();
        covariance[i * features + j] = value;
        covariance[j * features + i] = value;
      }
    }
    return new FeatureStatistics(
        OptionalLong.of(count),
        HostArray.of(Shape.of(features), mean),
        HostArray.of(Shape.of(features, features), covariance));
  }

  private DD sum(int row, int place) {
    return DD.ofSum(coarse[row][place], middle[row][place]).add(fine[row][place]);
  }
}
