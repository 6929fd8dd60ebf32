package org.ncsn.data;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * How far from their mean the samples of a data set are. Two of them are never farther apart than
 * both are from it.
 */
final class Spread {
  private static final int BATCH = 256;

  /** More than what rounding makes of a distance in {@code double}. */
  private static final double ROUNDING = 1e-12;

  /** Terms of a product of factors besides one for each coordinate. */
  private static final int FURTHER_TERMS = 2;

  private final double[] mean;
  private final double[] radii;
  private final int[] farthestFirst;

  private Spread(double[] mean, double[] radii) {
    this.mean = mean;
    this.radii = radii;
    this.farthestFirst =
        IntStream.range(0, radii.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer sample) -> -radii[sample]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /**
   * Reads all samples twice.
   *
   * @param goesOn asked now and then
   * @return nothing if it was not to go on
   */
  static Optional<Spread> of(Dataset samples, BooleanSupplier goesOn) {
    double[] mean = new double[samples.sampleShape().intSize()];
    if (!forEach(samples, goesOn, (sample, values, from) -> add(values, from, mean))) {
      return Optional.empty();
    }
    for (int k = 0; k < mean.length; k++) {
      mean[k] /= samples.size();
    }
    double[] radii = new double[samples.size()];
    return forEach(
            samples, goesOn, (sample, values, from) -> radii[sample] = distance(values, from, mean))
        ? Optional.of(new Spread(mean, radii))
        : Optional.empty();
  }

  private interface Visitor {
    void visit(int sample, float[] values, int from);
  }

  private static boolean forEach(Dataset samples, BooleanSupplier goesOn, Visitor visitor) {
    int length = samples.sampleShape().intSize();
    for (int from = 0; from < samples.size(); from += BATCH) {
      if (!goesOn.getAsBoolean()) {
        return false;
      }
      int size = Math.min(BATCH, samples.size() - from);
      float[] batch = samples.batch(IntStream.range(from, from + size).toArray()).floats();
      for (int i = 0; i < size; i++) {
        visitor.visit(from + i, batch, i * length);
      }
    }
    return true;
  }

  private static void add(float[] values, int from, double[] sum) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += values[from + k];
    }
  }

  private static double distance(float[] values, int from, double[] mean) {
    double sum = 0;
    for (int k = 0; k < mean.length; k++) {
      double difference = values[from + k] - mean[k];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  /** The samples of some ranks; rank 0 has the one that is farthest from the mean. */
  int[] ofRanks(IntStream ranks) {
    return ranks.map(rank -> farthestFirst[rank]).toArray();
  }

  /** No two samples of these ranks or later ones are farther apart. */
  double atMost(int rank, int otherRank) {
    return (radii[farthestFirst[rank]] + radii[farthestFirst[otherRank]]) * (1 + ROUNDING);
  }

  /** Numbers in a row of a {@link #factor}. */
  int terms() {
    return mean.length + FURTHER_TERMS;
  }

  /**
   * Rows whose products are the squared distances of samples: {@code [x, 1, |x|^2]}, or {@code
   * [-2x, |x|^2, 1]} of the other factor, with x the sample less the mean.
   *
   * @param samples {@code [n,...]}
   */
  HostArray factor(HostArray samples, boolean other) {
    int length = mean.length;
    int rows = samples.shape().extent(0);
    double[] factor = new double[rows * terms()];
    for (int row = 0; row < rows; row++) {
      int to = row * terms();
      double square = 0;
      for (int k = 0; k < length; k++) {
        double centred = samples.floats()[row * length + k] - mean[k];
        square += centred * centred;
        factor[to + k] = other ? -2 * centred : centred;
      }
      factor[to + length] = other ? square : 1;
      factor[to + length + 1] = other ? 1 : square;
    }
    return HostArray.of(Shape.of(rows, terms()), factor);
  }
}
