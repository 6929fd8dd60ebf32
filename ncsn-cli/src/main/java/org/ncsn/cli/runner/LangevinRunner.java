package org.ncsn.cli.runner;

import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.data.PixelRange;
import org.ncsn.error.UserError;
import org.ncsn.loss.Objective;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.sampler.AnnealedLangevin;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.score.ScoreModel;

/** A runner whose images Langevin dynamics draws. */
interface LangevinRunner extends ImageRunner {
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
