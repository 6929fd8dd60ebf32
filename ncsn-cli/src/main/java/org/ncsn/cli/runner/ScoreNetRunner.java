package org.ncsn.cli.runner;

import java.util.Locale;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.config.TrainingConfig;
import org.ncsn.error.UserError;
import org.ncsn.loss.Denoising;
import org.ncsn.loss.NoisySamples;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.loss.Sliced;
import org.ncsn.loss.SlicedVarianceReduced;
import org.ncsn.loss.Slicing;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.resnet.ResScore;
import org.ncsn.sampler.LangevinSchedule;

/** Score matching, sliced or denoising, of a residual network without noise levels. */
public final class ScoreNetRunner implements LangevinRunner {
  private static final int GROUPS = 8;

  @Override
  public RunnerName kind() {
    return RunnerName.SCORE_NET;
  }

  @Override
  public ScoreNetwork network(ExperimentConfig config) {
    requireImages(config);
    int width = config.model().nef();
    if (width != config.model().ndf() || width % GROUPS != 0) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "model.nef and model.ndf must be the same multiple of %d, found %d and %d",
              GROUPS,
              width,
              config.model().ndf()));
    }
    ScoreNetwork network =
        new ResScore(config.data().channels(), width, !config.data().logitTransform());
    if (config.data().imageSize() % network.sidesDivisibleBy() != 0) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "data.image_size: the network of %s halves images twice, so %d must be divisible by %d",
              name(),
              config.data().imageSize(),
              network.sidesDivisibleBy()));
    }
    return network;
  }

  /** Sliced losses see the images with noise, denoising brings its own. */
  @Override
  public ScoreMatchingLoss trainingLoss(ExperimentConfig config) {
    TrainingConfig training = config.training();
    Slicing slicing = ConfiguredSlicing.of(config.training());
    return switch (training.algo()) {
      case DSM -> new Denoising(training.noiseStd());
      case SSM -> new NoisySamples(training.noiseStd(), new SlicedVarianceReduced(slicing));
      case SSM_PLAIN -> new NoisySamples(training.noiseStd(), new Sliced(slicing));
    };
  }

  @Override
  public ScoreMatchingLoss testLoss(ExperimentConfig config) {
    return trainingLoss(config);
  }

  @Override
  public String testLossName() {
    return "test_loss";
  }

  @Override
  public LangevinSchedule schedule(ExperimentConfig config) {
    return PlainLangevin.schedule(config.sampling());
  }

  @Override
  public int samples(ExperimentConfig config) {
    return PlainLangevin.samples(config.sampling());
  }
}
