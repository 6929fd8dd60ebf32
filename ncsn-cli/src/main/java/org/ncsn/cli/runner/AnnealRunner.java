package org.ncsn.cli.runner;

import java.nio.file.Path;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.output.Console;
import org.ncsn.error.UserError;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.AnnealedSliced;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.nn.ConditionalInstanceNorm;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.Normalization;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.tensor.Backend;

/** The paper's main experiment: one network for all noise levels. */
public final class AnnealRunner implements Runner {
  private static final String NAME = "AnnealRunner";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ScoreNetwork network(ExperimentConfig config) {
    requireImages(config);
    return new RefineNet(
        config.data().channels(),
        config.model().ngf(),
        !config.data().logitTransform(),
        normalization(config));
  }

  private static void requireImages(ExperimentConfig config) {
    if (config.data().dataset().isOfThePlane()) {
      throw new UserError(
          "data.dataset: "
              + config.data().dataset()
              + " is points of the plane, "
              + NAME
              + " trains on images; use --runner ToyRunner");
    }
    if (config.model().energy()) {
      throw new UserError(
          "model.energy: the network of " + NAME + " computes scores; remove the key");
    }
  }

  private static Normalization normalization(ExperimentConfig config) {
    int levels = config.model().numClasses();
    return switch (config.model().norm()) {
      case INSTANCE_PLUS -> {
        requireSeveralChannels(config.model().ngf());
        yield ConditionalInstanceNormPlus.forLevels(levels);
      }
      case INSTANCE -> ConditionalInstanceNorm.forLevels(levels);
      case BATCH ->
          throw new UserError(
              "model.norm: batch needs running statistics beside the weights, which "
                  + NAME
                  + " does not train; choose instance_plus or instance");
    };
  }

  private static void requireSeveralChannels(int width) {
    if (width < 2) {
      throw new UserError(
          "model.ngf: instance_plus compares channels, so there must be at least 2, found "
              + width);
    }
  }

  @Override
  public DataSets data(ExperimentConfig config, Path folder, Console console) {
    return DataSets.open(config.data(), folder, console);
  }

  @Override
  public Presentation presentation(Experiment experiment, Backend backend, Console console) {
    return new ImagePresentation(experiment, backend, console);
  }

  @Override
  public ScoreMatchingLoss trainingLoss(ExperimentConfig config) {
    return switch (config.training().algo()) {
      case DSM -> testLoss(config);
      case SSM -> new AnnealedSliced(Experiment.levels(config), Experiment.slicing(config));
      case SSM_PLAIN ->
          throw new UserError(
              "training.algo: ssm_plain knows no noise levels, which "
                  + NAME
                  + " trains for; choose dsm or ssm");
    };
  }

  @Override
  public ScoreMatchingLoss testLoss(ExperimentConfig config) {
    return new AnnealedDenoising(Experiment.levels(config), config.training().annealPower());
  }
}
