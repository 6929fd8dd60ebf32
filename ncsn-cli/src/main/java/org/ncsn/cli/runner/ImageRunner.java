package org.ncsn.cli.runner;

import java.nio.file.Path;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.GeneratingRunner;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.show.ImagePresentation;
import org.ncsn.error.UserError;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.tensor.Backend;

/** A runner whose network scores images. */
interface ImageRunner extends GeneratingRunner {
  @Override
  default DataSets data(ExperimentConfig config, Path folder, Console console) {
    return DataSets.open(config.data(), folder, console);
  }

  @Override
  default Presentation presentation(Experiment experiment, Backend backend) {
    return new ImagePresentation(experiment, backend);
  }

  @Override
  ScoreNetwork network(ExperimentConfig config);

  /**
   * Makes sure that the configuration is one of images.
   *
   * @throws UserError if it is not
   */
  default void requireImages(ExperimentConfig config) {
    if (config.data().dataset().isOfThePlane()) {
      throw new UserError(
          "data.dataset: "
              + config.data().dataset()
              + " is points of the plane, "
              + name()
              + " trains on images; use --runner ToyRunner");
    }
    if (config.model().energy()) {
      throw new UserError(
          "model.energy: the network of " + name() + " computes scores; remove the key");
    }
  }
}
