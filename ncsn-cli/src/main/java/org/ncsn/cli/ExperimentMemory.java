package org.ncsn.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.cli.config.ConfigPlace;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.runner.ScoreNetRunner;
import org.ncsn.memory.MemoryShortage;
import org.ncsn.nn.Parameter;

/** Which key of an experiment's config makes which of its parts as large as it is. */
final class ExperimentMemory {
  private static final String STEP = "training step";
  private static final String TABLE = "embed.weight";

  private final ConfigPlace place;

  /**
   * @param config the file that the experiment was read from
   */
  ExperimentMemory(Path config) {
    this.place = new ConfigPlace(config);
  }

  /** Of the images. */
  MemoryAdvice data() {
    return MemoryAdvice.lower(place.of("data", "image_size"));
  }

  /** Of a network's weights: its width, or the noise levels if most of them are in tables. */
  MemoryAdvice network(Experiment experiment) {
    double all = 0;
    double tables = 0;
    for (Parameter parameter : experiment.network().parameters()) {
      double size = parameter.shape().size();
      all += size;
      tables += parameter.name().endsWith(TABLE) ? size : 0;
    }
    boolean isOfLevels = tables > all / 2;
    return MemoryAdvice.lower(
        place.of("model", isOfLevels ? "num_classes" : width(experiment.config())));
  }

  private static String width(ExperimentConfig config) {
    return Runners.ofConfig(config) instanceof ScoreNetRunner ? "nef" : "ngf";
  }

  /** Of training steps. */
  MemoryAdvice training(ExperimentConfig config) {
    return new MemoryAdvice(
        place.of("training", "batch_size"), shortage -> ofTraining(config, shortage));
  }

  private static String ofTraining(ExperimentConfig config, MemoryShortage shortage) {
    boolean helps = !config.training().recompute() && shortage.frugally().isPresent();
    return shortage.what().equals(STEP) && helps
        ? String.format(
            Locale.ROOT,
            "lower it, or add training.recompute: true (about %d MB)",
            shortage.frugally().getAsLong() >> 20)
        : "lower it";
  }

  /** Of what a test shows: all points at once, a batch of images, or a single image. */
  MemoryAdvice shown(Options options, ExperimentConfig config) {
    if (config.data().dataset().isOfThePlane()) {
      return options.sampler.samples == null
          ? new MemoryAdvice(place.of("sampling", "n_samples"), any -> "lower it with --samples")
          : MemoryAdvice.lower("--samples");
    }
    return options.batchSize != null
        ? MemoryAdvice.lower("--batch_size")
        : new MemoryAdvice(
            place.of("data", "image_size"), any -> "not even one image fits; lower it");
  }
}
