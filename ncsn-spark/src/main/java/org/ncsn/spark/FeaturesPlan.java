package org.ncsn.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.ncsn.cli.evaluation.Evaluator;
import org.ncsn.cli.evaluation.EvaluatorKind;
import org.ncsn.cli.evaluation.Evaluators;

/**
 * Which images are measured, and by which network. A class of plain fields, as {@link Shipment}.
 */
final class FeaturesPlan implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where images are. */
  enum Place {
    /** In the parts of a folder. */
    PARTS,
    /** The training images of the experiment's data set. */
    TRAINING
  }

  private final Place place;
  private final String folder;
  private final String datasets;
  private final String evaluator;
  private final String weights;
  private final String resize;
  private final int batch;

  /**
   * @param folder of the parts, which driver and executors see
   * @param datasets the folder of data sets, as executors see it
   * @param kind of the network that measures
   * @param weights of it, a file that executors see, if it is not looked for below {@code datasets}
   * @param resize how images are brought to its size, if that is said
   * @param batch images that it measures at once
   */
  FeaturesPlan(
      Place place,
      String folder,
      Path datasets,
      EvaluatorKind kind,
      Optional<Path> weights,
      Optional<String> resize,
      int batch) {
    this.place = place;
    this.folder = SharedFolder.absolute(folder);
    this.datasets = datasets.toAbsolutePath().toString();
    this.evaluator = kind.name();
    this.weights = weights.map(file -> file.toAbsolutePath().toString()).orElse("");
    this.resize = resize.orElse("");
    this.batch = batch;
  }

  /** The same network for other images. */
  FeaturesPlan at(Place other) {
    return new FeaturesPlan(
        other, folder, Path.of(datasets), Evaluators.named(evaluator), weights(), resize(), batch);
  }

  Place place() {
    return place;
  }

  String folder() {
    return folder;
  }

  Path datasets() {
    return Path.of(datasets);
  }

  int batch() {
    return batch;
  }

  private Optional<Path> weights() {
    return Optional.of(weights).filter(name -> !name.isEmpty()).map(Path::of);
  }

  private Optional<String> resize() {
    return Optional.of(resize).filter(name -> !name.isEmpty());
  }

  /**
   * The network that measures.
   *
   * @throws org.ncsn.error.UserError if its weights are not here
   */
  Evaluator open() {
    return Evaluators.named(evaluator)
        .open(new EvaluatorKind.Options(weights(), resize(), Path.of(datasets), Optional.empty()));
  }

  /** What a compiled network can be used again for. */
  String key() {
    return String.join(
        "\n", place.name(), datasets, evaluator, weights, resize, Integer.toString(batch));
  }
}
