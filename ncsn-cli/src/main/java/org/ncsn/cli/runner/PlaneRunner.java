package org.ncsn.cli.runner;

import java.nio.file.Path;
import org.ncsn.cli.config.DataConfig.DatasetName;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.GeneratingRunner;
import org.ncsn.cli.output.Console;
import org.ncsn.error.UserError;
import org.ncsn.random.NoiseSource;
import org.ncsn.toy.Distribution;
import org.ncsn.toy.GaussianMixture;
import org.ncsn.toy.SampledPoints;

/** A runner whose network scores points of the plane. */
interface PlaneRunner extends GeneratingRunner {
  /** How many points each way of sampling draws. */
  int SAMPLES = 1280;

  /** So many that a training hardly ever sees a point twice. */
  int POINTS = 1 << 22;

  /**
   * The data set is part of the experiment, not of a run: its points are the same for every seed.
   */
  NoiseSource POINTS_OF_DATA = NoiseSource.seeded(0);

  /**
   * The distribution that the configuration names.
   *
   * @throws UserError if it names images
   */
  default Distribution distribution(ExperimentConfig config) {
    DatasetName dataset = config.data().dataset();
    return switch (dataset) {
      case MIXTURE -> Distribution.MIXTURE;
      case RING -> Distribution.RING;
      case SQUARE -> Distribution.SQUARE;
      default ->
          throw new UserError(
              "data.dataset: "
                  + dataset
                  + " is images, "
                  + name()
                  + " trains on points of the plane; choose MIXTURE, RING or SQUARE");
    };
  }

  @Override
  default DataSets data(ExperimentConfig config, Path folder, Console console) {
    GaussianMixture mixture = distribution(config).mixture();
    return new DataSets(
        new SampledPoints(mixture, POINTS_OF_DATA.split(0), POINTS),
        new SampledPoints(mixture, POINTS_OF_DATA.split(1), POINTS));
  }

  @Override
  default int samples(ExperimentConfig config) {
    return config.sampling().nSamples().orElse(SAMPLES);
  }
}
