package org.ncsn.cli.runner;

import java.nio.file.Path;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.GeneratingRunner;
import org.ncsn.cli.experiment.Presentation;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.show.ImagePresentation;
import org.ncsn.data.PixelRange;
import org.ncsn.error.UserError;
import org.ncsn.loss.Objective;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.sampler.AnnealedLangevin;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.score.ScoreModel;
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

  /** The loss that the network is trained by. */
  ScoreMatchingLoss trainingLoss(ExperimentConfig config);

  /** The loss that is watched on test images. */
  ScoreMatchingLoss testLoss(ExperimentConfig config);

  /** The Langevin dynamics that samples are drawn by. */
  LangevinSchedule schedule(ExperimentConfig config);

  @Override
  default Objective trainingObjective(ExperimentConfig config) {
    return ScoreMatching.training(network(config), trainingLoss(config));
  }

  @Override
  default Objective testObjective(ExperimentConfig config) {
    return ScoreMatching.evaluation(network(config), testLoss(config));
  }

  @Override
  default ScoreModel model(ExperimentConfig config) {
    return ScoreModel.of(network(config), schedule(config).levels());
  }

  @Override
  default SamplingMethod method(ExperimentConfig config) {
    return new AnnealedLangevin(schedule(config));
  }

  /** The space that the network works in. */
  default PixelRange range(ExperimentConfig config) {
    return DataSets.range(config.data());
  }

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

  /** The complaint about a loss that the runner does not train by. */
  default UserError notTrainedBy(ExperimentConfig config, String reason, String choice) {
    return new UserError(
        "training.algo: "
            + config.training().algo()
            + " "
            + reason
            + " "
            + name()
            + "; choose "
            + choice);
  }
}
