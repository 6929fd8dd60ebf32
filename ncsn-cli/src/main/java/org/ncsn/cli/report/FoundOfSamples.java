package org.ncsn.cli.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ncsn.cli.evaluation.CheckpointScores;
import org.ncsn.cli.evaluation.SavedEvaluation;
import org.ncsn.cli.report.ReportData.Curve;
import org.ncsn.cli.report.ReportData.Evaluation;
import org.ncsn.cli.report.ReportData.Picture;

/** What {@code ncsn evaluate} found of a run's samples, as the page shows it. */
final class FoundOfSamples {
  /** Curves that one chart shows: the last ones. */
  private static final int MOST_CURVES = 3;

  /** Of a picture of neighbours: at 64 pixels in colour one takes a fifth of it. */
  private static final long MOST_BYTES = 1 << 22;

  private FoundOfSamples() {}

  /**
   * Distances of checkpoints.
   *
   * @param points of a curve at most
   */
  static List<Curve> distances(Path evaluation, int points) {
    List<Curve> curves =
        CheckpointScores.open(CheckpointScores.file(evaluation)).curves().entrySet().stream()
            .map(curve -> new Curve(curve.getKey(), Thinning.means(curve.getValue(), points)))
            .toList();
    return curves.subList(Math.max(0, curves.size() - MOST_CURVES), curves.size());
  }

  static Optional<Evaluation> evaluation(Path folder) {
    return SavedEvaluation.read(folder)
        .map(
            saved ->
                new Evaluation(
                    saved.step(),
                    saved.rows().stream().map(row -> List.of(row.name(), row.value())).toList(),
                    saved.confusion(),
                    Stream.of(
                            picture("by features", folder.resolve(SavedEvaluation.BY_FEATURES)),
                            picture("by pixels", folder.resolve(SavedEvaluation.BY_PIXELS)))
                        .flatMap(Optional::stream)
                        .toList()));
  }

  private static Optional<Picture> picture(String title, Path file) {
    return SmallPicture.read(file, MOST_BYTES).map(source -> new Picture(title, source));
  }
}
