package org.ncsn.evaluation;

import java.util.Arrays;
import org.ncsn.array.HostArray;

/** What a classifier takes images for, and how sure it is. Images come batch by batch. */
public final class PredictedClasses {
  /** An image whose most probable class has more than this is recognised. */
  public static final double CONFIDENT = 0.9;

  private final long[] counts;
  private long confident;

  public PredictedClasses(int classes) {
    this.counts = new long[classes];
  }

  /**
   * Adds images.
   *
   * @param logits {@code [n,classes]}
   */
  public void add(HostArray logits) {
    addProbabilities(Softmax.of(logits));
  }

  /** The same by the probabilities of their classes. */
  void addProbabilities(HostArray probabilities) {
    int classes = counts.length;
    for (int from = 0; from < probabilities.shape().intSize(); from += classes) {
      int best = 0;
      for (int y = 1; y < classes; y++) {
        best = probabilities.at(from + y) > probabilities.at(from + best) ? y : best;
      }
      counts[best]++;
      if (probabilities.at(from + best) > CONFIDENT) {
        confident++;
      }
    }
  }

  /** How many images were taken for each class. */
  public long[] counts() {
    return counts.clone();
  }

  private double images() {
    return Arrays.stream(counts).sum();
  }

  /** Share of the images that are recognised; NaN of none. */
  public double confidentShare() {
    return confident / images();
  }

  /**
   * How evenly the classes come: the entropy of their shares against the largest that there is, 1
   * where all come equally often and 0 where only one does; NaN of no images.
   */
  public double evenness() {
    double all = images();
    double entropy =
        Arrays.stream(counts)
            .filter(count -> count > 0)
            .mapToDouble(count -> -count / all * Math.log(count / all))
            .sum();
    return all == 0 ? Double.NaN : entropy / Math.log(counts.length);
  }
}
