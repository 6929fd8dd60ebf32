package org.ncsn.cli.runner;

import org.ncsn.checkpoint.OfficialLayout;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.config.TrainingConfig.Algorithm;
import org.ncsn.loss.Denoising;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.nn.InstanceNormPlus;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.refinenet.RefineNet;
import org.ncsn.sampler.LangevinSchedule;

/**
 * The paper's baseline: the same network without noise levels, trained at a single one and sampled
 * by Langevin dynamics. Its samples are what annealing is for.
 */
public final class BaselineRunner implements LangevinRunner {
  /** The published noise level. */
  private static final double SIGMA = 0.01;

  @Override
  public RunnerName kind() {
    return RunnerName.BASELINE;
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
        InstanceNormPlus.normalization());
  }

  @Override
  public ScoreMatchingLoss trainingLoss(ExperimentConfig config) {
    if (config.training().algo() != Algorithm.DSM) {
      throw notTrainedBy(config, "is no loss of", "dsm");
    }
    return testLoss(config);
  }

  @Override
  public ScoreMatchingLoss testLoss(ExperimentConfig config) {
    return new Denoising(SIGMA);
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
