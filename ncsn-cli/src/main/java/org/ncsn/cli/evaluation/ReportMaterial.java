package org.ncsn.cli.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.cli.evaluation.EvaluationLines.Row;
import org.ncsn.cli.evaluation.Reference.Images;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.cli.show.NeighbourPicture;
import org.ncsn.data.Dataset;
import org.ncsn.data.NearestNeighbours;
import org.ncsn.data.NearestNeighbours.Neighbour;
import org.ncsn.data.Pixels;
import org.ncsn.evaluation.FeatureNeighbours;

/** What an evaluation leaves for the report of a run. */
final class ReportMaterial {
  /** Samples that neighbours are looked for, and neighbours of each. */
  private static final int SAMPLES = 8;

  private static final int NEIGHBOURS = 5;

  private final Measuring measuring;
  private final Path folder;
  private final Console console;

  /**
   * @param folder of the run's evaluations
   */
  ReportMaterial(Measuring measuring, Path folder, Console console) {
    this.measuring = measuring;
    this.folder = folder;
    this.console = console;
  }

  /**
   * Writes what was found of a checkpoint, and how far its evaluator can be trusted.
   *
   * @param own the images that the run was trained with
   */
  void write(long step, List<Row> rows, ConfiguredImages own) {
    new SavedEvaluation(step, rows, confusion(own)).write(folder);
  }

  private List<List<Integer>> confusion(ConfiguredImages own) {
    Evaluator evaluator = measuring.evaluator();
    if (!evaluator.recognises() || !own.areDigits()) {
      return List.of();
    }
    try (DataSets sets = own.labelled(console)) {
      boolean areItsClasses =
          sets.test()
              .classes()
              .filter(known -> known.count() == evaluator.network().classes())
              .isPresent();
      return areItsClasses ? SavedEvaluation.counts(measuring.confusion(sets.test())) : List.of();
    }
  }

  /** Draws the training images that are nearest to the first samples, by features and by pixels. */
  void drawNeighbours(Dataset samples, Images reference) {
    HostArray some =
        NeighbourPicture.clamped(
            samples.batch(IntStream.range(0, Math.min(SAMPLES, samples.size())).toArray()));
    try (DataSets sets = reference.configured().open(console)) {
      Dataset training = sets.training();
      draw(some, byFeatures(some, reference), training, SavedEvaluation.BY_FEATURES);
      draw(
          some,
          NearestNeighbours.of(some, training, NEIGHBOURS),
          training,
          SavedEvaluation.BY_PIXELS);
    }
  }

  private void draw(
      HostArray samples, List<List<Neighbour>> neighbours, Dataset training, String name) {
    ImageGrid.writePng(NeighbourPicture.of(samples, neighbours, training), folder.resolve(name));
  }

  private List<List<Neighbour>> byFeatures(HostArray samples, Images reference) {
    HostArray kept = reference.measured().set().features().orElseThrow();
    return FeatureNeighbours.of(
            measuring.features(samples), measuring.features(Pixels.flip(samples)), kept, NEIGHBOURS)
        .stream()
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Neighbour(
                                reference.measured().image(row.index()), row.squaredDistance()))
                    .toList())
        .toList();
  }
}
