package org.ncsn.cli.toy;

import java.util.List;
import java.util.Locale;
import org.ncsn.toy.ScoreComparison;

/** The numbers of a study, as lines of text. */
public final class ToyFigures {
  private final ToyStudy study;
  private final PointFigures points;

  public ToyFigures(ToyStudy study) {
    this.study = study;
    this.points = PointFigures.of(study.fields());
  }

  /** What a run tells: the scores, then each way of sampling. */
  public List<String> lines() {
    ScoreComparison comparison = study.fields().comparison();
    ToyStudy.Samples samples = study.samples();
    return List.of(
        text(
            "Fisher divergence from the true score: %.4f where the density is high (%.0f%% of the"
                + " data), %.4f elsewhere",
            comparison.fisherInside(),
            100 * ScoreComparison.HIGH_SHARE,
            comparison.fisherOutside()),
        text(
            "Mean cosine similarity with the true score: %.4f where the density is high, %.4f"
                + " elsewhere",
            comparison.cosineInside(), comparison.cosineOutside()),
        "Independent samples of the data: " + points.describe(samples.data()),
        "Langevin, true scores: " + points.describe(samples.plainExact()),
        "Langevin, estimated scores: " + points.describe(samples.plainEstimated()),
        "Annealed Langevin, true scores: " + points.describe(samples.annealedExact()),
        "Annealed Langevin, estimated scores: " + points.describe(samples.annealedEstimated()));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
