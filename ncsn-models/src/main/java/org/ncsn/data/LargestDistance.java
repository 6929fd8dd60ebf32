package org.ncsn.data;

import java.util.Optional;
import org.ncsn.array.HostArray;
import org.ncsn.tensor.Backend;

/**
 * The two samples of a data set that are farthest apart: their distance is the largest noise level
 * that the data ask for (technique 1 of "Improved Techniques for Training Score-Based Generative
 * Models").
 */
public final class LargestDistance {
  /** Of so many samples the paper compares all. */
  private static final int MOST_COMPARED = 60_000;

  /** Of more, so many at random. */
  private static final int COMPARED_OF_MORE = 10_000;

  private LargestDistance() {}

  /**
   * Two samples.
   *
   * @param first the number of the one that comes first
   * @param second the number of the other
   * @param distance the Euclidean distance between them
   */
  public record Pair(int first, int second, double distance) {}

  /** Sees how far the search is. */
  public interface Watch {
    /** Sees nothing, and lets it go on. */
    Watch NONE = (done, all) -> true;

    /**
     * So many pairs are done.
     *
     * @return whether the search goes on
     */
    boolean compared(long done, long all);
  }

  /** How many samples the paper looks at where there are so many. */
  public static int usualSample(int samples) {
    return samples <= MOST_COMPARED ? samples : COMPARED_OF_MORE;
  }

  /**
   * Compares all pairs. Reads the data set some times over.
   *
   * @param samples at least two, on the scale that a network sees them on: {@link
   *     Preparation#mapped(Dataset)}
   * @param backend one that computes in float32: less precise, it may miss the two
   * @return nothing if the watch ended the search
   */
  public static Optional<Pair> of(Dataset samples, Backend backend, Watch watch) {
    int size = samples.size();
    if (size < 2) {
      throw new IllegalArgumentException("largest distance: is between two samples, found " + size);
    }
    long all = PairSearch.pairs(0, size, size);
    Optional<Spread> spread = Spread.of(samples, () -> watch.compared(0, all));
    if (spread.isEmpty()) {
      return Optional.empty();
    }
    try (PairSearch search = new PairSearch(samples, spread.get(), backend)) {
      return search.run(watch).map(pair -> pair(samples, pair));
    }
  }

  private static Pair pair(Dataset samples, PairSearch.Candidate found) {
    HostArray first = samples.precisely(found.first());
    HostArray second = samples.precisely(found.second());
    double sum = 0;
    for (int k = 0; k < first.shape().intSize(); k++) {
      double difference = first.at(k) - second.at(k);
      sum += difference * difference;
    }
    return new Pair(found.first(), found.second(), Math.sqrt(sum));
  }
}
