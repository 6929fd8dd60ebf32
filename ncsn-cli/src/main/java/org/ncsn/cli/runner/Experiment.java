package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.OptimConfig;
import org.ncsn.cli.config.TrainingConfig;
import org.ncsn.cli.config.TrainingConfig.Algorithm;
import org.ncsn.cli.output.Console;
import org.ncsn.data.Preparation;
import org.ncsn.error.UserError;
import org.ncsn.loss.Projection;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.loss.Slicing;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.optim.Adam;
import org.ncsn.optim.Optimizer;
import org.ncsn.optim.RmsProp;
import org.ncsn.optim.Sgd;
import org.ncsn.random.NoiseSource;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Shape;

/**
 * What a configuration describes, made of the library's parts. A runner says which network and
 * losses; everything else is the same for all.
 */
public final class Experiment {
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final double RMS_DECAY = 0.99;
  private static final double MOMENTUM = 0.9;

  private final ExperimentConfig config;
  private final Runner runner;
  private final ScoreNetwork network;
  private final ScoreMatchingLoss trainingLoss;
  private final LangevinSchedule schedule;
  private final NoiseSource noise;

  /**
   * @param seed of all noise in the run
   * @throws org.ncsn.error.UserError if the configuration asks for what the runner does not have
   */
  public Experiment(ExperimentConfig config, Runner runner, long seed) {
    this.config = config;
    this.runner = runner;
    this.network = runner.network(config);
    this.trainingLoss = runner.trainingLoss(config);
    this.schedule = runner.schedule(config);
    this.noise = NoiseSource.seeded(seed);
  }

  /**
   * Streams of the run's noise, one for each use, so that none depends on how often another is
   * drawn.
   */
  public enum Stream {
    WEIGHTS(0),
    TRAINING(1),
    TESTING(2),
    SAMPLING(3);

    // Part of what a seed means: not the order in which the constants happen to stand.
    private final long index;

    Stream(long index) {
      this.index = index;
    }

    /** This use's stream of a run's noise. */
    NoiseSource of(NoiseSource noise) {
      return noise.split(index);
    }
  }

  public ExperimentConfig config() {
    return config;
  }

  /**
   * The configuration as the text of a file, without what has no effect.
   *
   * @param backend the engine that it runs on
   */
  public String configText(String backend) {
    return configText(config.withBackend(backend));
  }

  /** As {@link #configText(String)}, where no engine was chosen. */
  public String configText() {
    return configText(config);
  }

  private String configText(ExperimentConfig told) {
    return ConfigWriter.text(told, KeysWithoutEffect.of(runner, config));
  }

  public ScoreNetwork network() {
    return network;
  }

  /** The source that all streams are split from. */
  public NoiseSource noise() {
    return noise;
  }

  public NoiseSource noise(Stream stream) {
    return stream.of(noise);
  }

  public NoiseLevels levels() {
    return levels(config);
  }

  static NoiseLevels levels(ExperimentConfig config) {
    return NoiseLevels.geometric(
        config.model().sigmaBegin(), config.model().sigmaEnd(), config.model().numClasses());
  }

  /**
   * Annealed Langevin dynamics through the configuration's noise levels.
   *
   * @param stepsEach steps at each level, if the configuration does not say
   * @throws UserError if they cannot be counted
   */
  static LangevinSchedule annealing(ExperimentConfig config, int stepsEach) {
    int steps = config.sampling().nStepsEach().orElse(stepsEach);
    int most = Integer.MAX_VALUE / config.model().numClasses();
    if (steps > most) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "sampling.n_steps_each (--steps_each): %d steps at each of %d noise levels are too many; choose at most %d",
              steps,
              config.model().numClasses(),
              most));
    }
    return new LangevinSchedule(levels(config), steps, config.sampling().stepLr());
  }

  /**
   * How the configuration's sliced loss projects.
   *
   * @throws UserError if that does not go with the loss
   */
  static Slicing slicing(ExperimentConfig config) {
    TrainingConfig training = config.training();
    if (training.algo() == Algorithm.SSM && training.projection() == Projection.UNIT_SPHERE) {
      throw new UserError(
          "training.projection: unit_sphere is for ssm_plain, ssm takes gaussian, rademacher or"
              + " sphere");
    }
    return new Slicing(training.projection(), training.nParticles());
  }

  public ScoreMatchingLoss trainingLoss() {
    return trainingLoss;
  }

  public ScoreMatchingLoss testLoss() {
    return runner.testLoss(config);
  }

  /** The data sets that the configuration names, below a folder. */
  public DataSets data(Path folder, Console console) {
    return runner.data(config, folder, console);
  }

  /** What the loss on test images is called in TensorBoard. */
  public String testLossName() {
    return runner.testLossName();
  }

  /** The Langevin dynamics that samples are drawn by. */
  public LangevinSchedule schedule() {
    return schedule;
  }

  /** Whether the network scores at noise levels. */
  public boolean knowsLevels() {
    return runner.knowsLevels();
  }

  /** How many samples a test draws. */
  public int samples() {
    return runner.samples(config);
  }

  /** What is shown of the network. */
  public Presentation presentation(Backend backend, Console console) {
    return runner.presentation(this, backend, console);
  }

  public Preparation preparation() {
    return preparation(config.data().randomFlip());
  }

  /** As for training, but never mirrored. */
  public Preparation testPreparation() {
    return preparation(false);
  }

  private Preparation preparation(boolean flip) {
    return config.data().dataset().isOfThePlane()
        ? Preparation.NONE
        : new Preparation(flip, config.data().logitTransform());
  }

  /** Decay of the weights' moving average; 0 if none is kept. */
  public double averageRate() {
    return config.model().ema() ? config.model().emaRate() : 0;
  }

  /** {@code [n,H,W,C]} for n images. */
  public Shape batchShape(int images) {
    int side = config.data().imageSize();
    return Shape.of(images, side, side, config.data().channels());
  }

  public Optimizer optimizer() {
    OptimConfig optim = config.optim();
    return switch (optim.optimizer()) {
      case ADAM ->
          new Adam(
              optim.lr(), optim.beta1(), BETA_2, EPSILON, optim.weightDecay(), optim.amsgrad());
      case RMSPROP -> new RmsProp(optim.lr(), RMS_DECAY, EPSILON, optim.weightDecay());
      case SGD -> new Sgd(optim.lr(), MOMENTUM, optim.weightDecay());
    };
  }
}
