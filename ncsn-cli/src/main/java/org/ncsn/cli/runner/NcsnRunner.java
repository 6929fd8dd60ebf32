package org.ncsn.cli.runner;

import org.ncsn.checkpoint.OfficialLayout;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.ModelConfig.NetworkName;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.config.SamplingConfig;
import org.ncsn.cli.config.TrainingConfig.Algorithm;
import org.ncsn.data.Preparation.Dequantization;
import org.ncsn.loss.AnnealedDenoising;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.sampler.AnnealedLangevin;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.sampler.Start;

/**
 * The second paper's experiments, "Improved Techniques for Training Score-Based Generative Models":
 * networks that know nothing of the noise level, a ladder of levels that fits the data, few steps
 * at each, and a last one that takes the noise away.
 */
public final class NcsnRunner implements LangevinRunner {
  private static final int STEPS_EACH = 5;
  private static final int SAMPLES = 100;

  /** A square of six. */
  private static final int SNAPSHOT = 36;

  @Override
  public RunnerName kind() {
    return RunnerName.NCSN;
  }

  @Override
  public OfficialLayout officialLayout() {
    return OfficialLayout.WITH_AVERAGE;
  }

  @Override
  public ScoreNetwork network(ExperimentConfig config) {
    requireImages(config);
    NetworkName name = SecondNetworks.chosen(config);
    return SecondNetworks.of(name, config, levels(config));
  }

  /**
   * The official program gives its last normalization the number of levels where the epsilon goes,
   * which some take.
   */
  @Override
  public ExperimentConfig official(ExperimentConfig config) {
    return config.model().lastNormEps().isEmpty() && SecondNetworks.hasLastEpsilon(config)
        ? config.withLastNormEps(config.model().numClasses().number())
        : config;
  }

  /** Whether the network of a configuration is NCSNv2's of 32 to 64 pixels. */
  public static boolean isOfUsualDepth(ExperimentConfig config) {
    return SecondNetworks.chosen(config) == NetworkName.NCSNV2;
  }

  private static NoiseLevels levels(ExperimentConfig config) {
    return Annealing.levels(config).rounded();
  }

  @Override
  public Dequantization dequantization(DataConfig data) {
    return new Dequantization(data.uniformDequantization(), data.gaussianDequantization());
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
    return AnnealedDenoising.ofNoise(levels(config), config.training().annealPower());
  }

  @Override
  public String testLossName() {
    return "test_loss";
  }

  @Override
  public LangevinSchedule schedule(ExperimentConfig config) {
    return Annealing.schedule(config, levels(config), STEPS_EACH);
  }

  @Override
  public SamplingMethod method(ExperimentConfig config) {
    return new AnnealedLangevin(schedule(config), config.sampling().denoise());
  }

  /** Uniform pixels, as the network is given them. */
  @Override
  public Start start(ExperimentConfig config) {
    return Start.UNIFORM.then(range(config)::of);
  }

  @Override
  public Renewal renewal() {
    return Renewal.EACH_STEP;
  }

  @Override
  public int samples(ExperimentConfig config) {
    SamplingConfig sampling = config.sampling();
    return sampling
        .nSamples()
        .orElseGet(
            () ->
                sampling.fid() ? sampling.numSamples4fid() : sampling.batchSize().orElse(SAMPLES));
  }

  @Override
  public boolean keepsSnapshots() {
    return true;
  }

  @Override
  public int snapshotImages() {
    return SNAPSHOT;
  }
}
