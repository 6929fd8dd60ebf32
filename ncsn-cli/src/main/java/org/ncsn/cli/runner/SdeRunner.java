package org.ncsn.cli.runner;

import org.ncsn.checkpoint.OfficialLayout;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.data.Preparation.Dequantization;
import org.ncsn.error.UserError;
import org.ncsn.flow.Flow;
import org.ncsn.likelihood.BitsPerDimension;
import org.ncsn.likelihood.Trace;
import org.ncsn.loss.Objective;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.ode.DormandPrince;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.sampler.Start;
import org.ncsn.score.RecordedLevels;
import org.ncsn.score.ScoreFunction;
import org.ncsn.score.ScoreModel;

/**
 * "Score-Based Generative Modeling through Stochastic Differential Equations": U-Nets that are told
 * the time of a noise process, and samplers that go back through it.
 */
public final class SdeRunner implements ImageRunner {
  private static final int SAMPLES = 25;

  @Override
  public RunnerName kind() {
    return RunnerName.SDE;
  }

  /** The U-Net, with the levels that the official program's checkpoints hold beside its weights. */
  @Override
  public ScoreNetwork network(ExperimentConfig config) {
    requireImages(config);
    return new RecordedLevels(ConfiguredUNet.of(config), ConfiguredSde.of(config).recorded());
  }

  @Override
  public OfficialLayout officialLayout() {
    return OfficialLayout.BY_NAME;
  }

  @Override
  public Dequantization dequantization(DataConfig data) {
    return new Dequantization(data.uniformDequantization(), false);
  }

  @Override
  public Objective trainingObjective(ExperimentConfig config) {
    return ScoreMatching.training(network(config), ConfiguredSde.of(config).loss());
  }

  @Override
  public Objective testObjective(ExperimentConfig config) {
    return ScoreMatching.evaluation(network(config), ConfiguredSde.of(config).loss());
  }

  @Override
  public String testLossName() {
    return "test_loss";
  }

  @Override
  public ScoreModel model(ExperimentConfig config) {
    return ConfiguredSampler.of(config).model(network(config));
  }

  @Override
  public ScoreFunction followed(ExperimentConfig config) {
    return ConfiguredSampler.of(config).followed(model(config), DataSets.range(config.data()));
  }

  @Override
  public SamplingMethod method(ExperimentConfig config) {
    return ConfiguredSampler.of(config).method();
  }

  /**
   * The likelihood of pictures under the network's probability flow.
   *
   * @param solver how the flow is followed
   * @throws UserError if the network has none
   */
  public BitsPerDimension likelihood(
      ExperimentConfig config, DormandPrince solver, Trace trace, int passes, int batch) {
    ConfiguredSde sde = ConfiguredSde.of(config);
    return new BitsPerDimension(
        sde.continuousModel(network(config)),
        Flow.ofData(sde.process(), solver),
        trace,
        DataSets.range(config.data()),
        passes,
        batch);
  }

  /** What the data become in the end of the process. */
  @Override
  public Start start(ExperimentConfig config) {
    return Start.prior(ConfiguredSde.of(config).process());
  }

  @Override
  public Renewal renewal() {
    return Renewal.BEHIND_EACH_STEP;
  }

  @Override
  public String calmerSampling(ExperimentConfig config) {
    return "raise sampler.steps, or --steps";
  }

  @Override
  public int samples(ExperimentConfig config) {
    return config.sampling().nSamples().orElse(SAMPLES);
  }
}
