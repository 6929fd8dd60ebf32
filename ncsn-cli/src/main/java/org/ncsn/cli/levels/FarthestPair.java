package org.ncsn.cli.levels;

import java.util.Locale;
import java.util.Optional;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Progress;
import org.ncsn.data.Dataset;
import org.ncsn.data.LargestDistance;
import org.ncsn.data.LargestDistance.Pair;
import org.ncsn.data.Selection;
import org.ncsn.error.UserError;
import org.ncsn.random.RunStream;
import org.ncsn.tensor.Backend;

/**
 * The two training images that are farthest apart.
 *
 * @param pair their numbers in the training set, and their distance
 * @param compared how many images were compared
 * @param all how many there are
 * @param seed what those that were compared were drawn from, if they are not all
 */
public record FarthestPair(Pair pair, int compared, int all, Optional<Long> seed) {
  private static final int PERCENT = 100;

  /**
   * Finds them, and shows how far the search is.
   *
   * @param sample how many images are compared, if that is said
   * @param backend one that computes in float32
   */
  public static FarthestPair of(
      Experiment experiment,
      DataSets data,
      Optional<Integer> sample,
      Backend backend,
      Console console) {
    Dataset training = experiment.testPreparation().mapped(data.training());
    int all = training.size();
    if (all < 2) {
      throw new UserError(
          "model.sigma_begin: auto is the distance of two images, and the data set has one; give a"
              + " number");
    }
    Selection compared =
        Selection.of(
            training,
            sample.orElse(LargestDistance.usualSample(all)),
            experiment.noise(RunStream.LEVELS));
    Pair found = search(compared, backend, console);
    return new FarthestPair(
        new Pair(
            compared.indexInAll(found.first()),
            compared.indexInAll(found.second()),
            found.distance()),
        compared.size(),
        all,
        experiment.config().seed().filter(any -> compared.size() < all));
  }

  private static Pair search(Selection compared, Backend backend, Console console) {
    try (Progress progress = Progress.of("largest distance", PERCENT, 0, console)) {
      return LargestDistance.of(
              compared,
              backend,
              (done, pairs) -> {
                progress.step(PERCENT * done / pairs, "of all pairs");
                return true;
              })
          .orElseThrow();
    }
  }

  /** Which images were looked at, for example {@code all 60,000}. */
  private String among() {
    return seed.map(
            any ->
                String.format(Locale.ROOT, "%,d of %,d (drawn from seed %d)", compared, all, any))
        .orElseGet(() -> String.format(Locale.ROOT, "all %,d", all));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.6g, between images %d and %d of %s",
        pair.distance(),
        pair.first(),
        pair.second(),
        among());
  }
}
