package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.ncsn.checkpoint.OfficialLayout;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.LatentWay;
import org.ncsn.cli.experiment.SampledClasses;
import org.ncsn.cli.output.Console;
import org.ncsn.data.Preparation.Dequantization;
import org.ncsn.error.UserError;
import org.ncsn.flow.Flow;
import org.ncsn.likelihood.BitsPerDimension;
import org.ncsn.likelihood.Trace;
import org.ncsn.loss.Objective;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.ode.DormandPrince;
import org.ncsn.ode.Stepping;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.sampler.Start;
import org.ncsn.score.ClassifierFreeGuidance;
import org.ncsn.score.RecordedLevels;
import org.ncsn.score.ScoreFunction;
import org.ncsn.score.ScoreModel;
import org.ncsn.score.ScoreOfAll;

/**
 * "Score-Based Generative Modeling through Stochastic Differential Equations": U-Nets that are told
 * the time of a noise process, and samplers that go back through it.
 */
public final class SdeRunner implements ImageRunner {
  private static final int SAMPLES = 25;

  private final Optional<ClassifierGuide> guide;

  /** Samples of a network by itself. */
  public SdeRunner() {
    this(Optional.empty());
  }

  private SdeRunner(Optional<ClassifierGuide> guide) {
    this.guide = guide;
  }

  /** The same with samples that a classifier leads: their score takes its weights, too. */
  public SdeRunner ledBy(ClassifierGuide classifier) {
    return new SdeRunner(Optional.of(classifier));
  }

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

  /** With what they show, if the network is told it. */
  @Override
  public DataSets data(ExperimentConfig config, Path folder, Console console) {
    return config.unet().classes()
        ? DataSets.labelled(config.data(), folder, console)
        : DataSets.open(config.data(), folder, console);
  }

  @Override
  public Dequantization dequantization(DataConfig data) {
    return new Dequantization(data.uniformDequantization(), false);
  }

  @Override
  public Objective trainingObjective(ExperimentConfig config) {
    ScoreNetwork network = network(config);
    ScoreMatching objective =
        ScoreMatching.training(network, ConfiguredSde.of(config).loss(network));
    return config.unet().classes() ? objective.leavingOut(config.unet().classDropout()) : objective;
  }

  @Override
  public Objective testObjective(ExperimentConfig config) {
    ScoreNetwork network = network(config);
    return ScoreMatching.evaluation(network, ConfiguredSde.of(config).loss(network));
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
    ScoreModel model = model(config);
    ScoreFunction led = guide.isPresent() ? guide.get().leading(model, config) : led(model, config);
    return ConfiguredSampler.of(config).followed(led, DataSets.range(config.data()));
  }

  private static ScoreFunction led(ScoreModel model, ExperimentConfig config) {
    double weight = config.sampler().guidance().orElse(0.0);
    // Where there are no classes, what asks for them complains.
    return weight == 0 || model.classes().isEmpty()
        ? model
        : new ClassifierFreeGuidance(model, weight);
  }

  @Override
  public Optional<SampledClasses> classes(ExperimentConfig config) {
    OptionalInt only =
        config.sampler().onlyClass().map(OptionalInt::of).orElse(OptionalInt.empty());
    Optional<Integer> count =
        guide
            .map(ClassifierGuide::classes)
            .or(() -> network(config).conditioning().classes().map(Conditioning.Classes::count));
    if (count.isEmpty()) {
      requireNoClasses(config);
      return Optional.empty();
    }
    if (only.isPresent() && only.getAsInt() >= count.get()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "sampler.only_class (--class): classes are numbered 0 to %d, found %d",
              count.get() - 1,
              only.getAsInt()));
    }
    return Optional.of(new SampledClasses(count.get(), only));
  }

  private static void requireNoClasses(ExperimentConfig config) {
    if (config.sampler().onlyClass().isPresent() || config.sampler().guidance().isPresent()) {
      throw new UserError(
          (config.sampler().onlyClass().isPresent()
                  ? "sampler.only_class (--class)"
                  : "sampler.guidance (--guidance)")
              + ": this network is told no classes; lead it by --classifier, or train one with"
              + " unet.classes: true");
    }
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
        ScoreOfAll.of(sde.continuousModel(network(config))),
        Flow.ofData(sde.process(), solver),
        trace,
        DataSets.range(config.data()),
        passes,
        batch);
  }

  /** By the score of images of any class. */
  @Override
  public LatentWay latents(ExperimentConfig config) {
    ConfiguredSde sde = ConfiguredSde.of(config);
    DormandPrince solver =
        DormandPrince.of(config.sampler().tolerance()).with(Stepping.EACH_SAMPLE);
    return new LatentWay(
        ScoreOfAll.of(sde.continuousModel(network(config))), Flow.ofData(sde.process(), solver));
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
