package org.ncsn.spark;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.ncsn.cli.evaluation.Evaluator;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.data.Dataset;
import org.ncsn.data.Selection;
import org.ncsn.error.UserError;
import org.ncsn.evaluation.FeatureExtractor;
import org.ncsn.format.Npy;
import org.ncsn.spark.FeaturesPlan.Place;

/** Measures images in an executor; compiled by the first task of a job and kept for the others. */
final class FeaturesWorker {
  private static Optional<FeaturesWorker> current = Optional.empty();

  private final String key;
  private final FeatureExtractor extractor;
  private final Optional<DataSets> data;

  private FeaturesWorker(String key, Shipment shipment, FeaturesPlan plan) {
    this.key = key;
    Experiment experiment = shipment.experiment();
    Evaluator evaluator = plan.open();
    this.data =
        plan.place() == Place.TRAINING
            ? Optional.of(experiment.data(plan.datasets(), Console.standard()))
            : Optional.empty();
    this.extractor =
        new FeatureExtractor(
            ExecutorEngine.exactOf(experiment, shipment.threads()),
            evaluator.network(),
            evaluator.weights(),
            plan.batch());
  }

  /**
   * Measures a chunk.
   *
   * @throws UserError if images or weights are not here, or an image is none
   */
  static synchronized FeatureBlock measure(
      Shipment shipment, FeaturesPlan plan, Configuration configuration, Chunk chunk) {
    String key = shipment.experimentKey() + plan.key();
    if (current.filter(any -> any.key.equals(key)).isEmpty()) {
      current.ifPresent(FeaturesWorker::close);
      current = Optional.empty();
      current = Optional.of(new FeaturesWorker(key, shipment, plan));
    }
    return current.orElseThrow().measure(plan, configuration, chunk);
  }

  private FeatureBlock measure(FeaturesPlan plan, Configuration configuration, Chunk chunk) {
    try {
      return new FeatureBlock(chunk.number(), extractor.of(images(plan, configuration, chunk)));
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "image " + chunk.first() + " and those behind it: " + e.getMessage() + "; leave it out",
          e);
    }
  }

  private Dataset images(FeaturesPlan plan, Configuration configuration, Chunk chunk) {
    if (data.isPresent()) {
      return Selection.range(data.get().training(), chunk.first(), chunk.first() + chunk.count());
    }
    byte[] part =
        SharedFolder.open(plan.folder(), configuration).bytes(PartFormat.NPY.files(chunk).get(0));
    return Dataset.of(Shipment.read(part, Npy::read));
  }

  private void close() {
    extractor.close();
    data.ifPresent(DataSets::close);
  }
}
