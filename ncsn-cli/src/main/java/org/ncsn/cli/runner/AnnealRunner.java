package org.ncsn.cli.runner;

import org.ncsn.checkpoint.OfficialLayout;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.error.UserError;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.AnnealedSliced;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.nn.ConditionalBatchNorm;
import org.ncsn.nn.ConditionalInstanceNorm;
import org.ncsn.nn.ConditionalInstanceNormPlus;
import org.ncsn.nn.Normalization;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.sampler.LangevinSchedule;

/** The paper's main experiment: one network for all noise levels. */
public final class AnnealRunner implements LangevinRunner {
  private static final int STEPS_EACH = 100;
  private static final int SAMPLES = 25;

  @Override
  public RunnerName kind() {
    return RunnerName.ANNEAL;
  }

  @Override
  public OfficialLayout officialLayout() {
    return OfficialLayout.SEVERAL_DEVICES;
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

  private static Normalization normalization(ExperimentConfig config) {
    int levels = config.model().numClasses().number();
    return switch (config.model().norm()) {
      case INSTANCE_PLUS -> {
        requireSeveralChannels(config.model().ngf());
        yield ConditionalInstanceNormPlus.forLevels(levels);
      }
      case INSTANCE -> ConditionalInstanceNorm.forLevels(levels);
      case BATCH -> ConditionalBatchNorm.forLevels(levels);
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
  public ScoreMatchingLoss trainingLoss(ExperimentConfig config) {
    return switch (config.training().algo()) {
      case DSM -> testLoss(config);
      case SSM ->
          new AnnealedSliced(Annealing.levels(config), ConfiguredSlicing.of(config.training()));
      case SSM_PLAIN -> throw notTrainedBy(config, "knows no noise levels, unlike", "dsm or ssm");
    };
  }

  @Override
  public ScoreMatchingLoss testLoss(ExperimentConfig config) {
    return new AnnealedDenoising(Annealing.levels(config), config.training().annealPower());
  }

  @Override
  public LangevinSchedule schedule(ExperimentConfig config) {
    return Annealing.schedule(config, STEPS_EACH);
  }

  @Override
  public int samples(ExperimentConfig config) {
    return config.sampling().nSamples().orElse(SAMPLES);
  }
}
