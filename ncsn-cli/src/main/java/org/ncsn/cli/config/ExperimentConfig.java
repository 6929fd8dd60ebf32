package org.ncsn.cli.config;

import java.util.Optional;
import org.ncsn.spi.BackendOptions.ConvolutionMethod;
import org.ncsn.spi.BackendOptions.Precision;

/**
 * An experiment, as a config file describes it.
 *
 * @param training how to train
 * @param data what to train on
 * @param model which network and noise levels
 * @param optim which optimizer
 * @param sampling how to sample
 * @param sde SdeRunner's noise process
 * @param unet its network
 * @param sampler how it samples
 * @param classifier NoisyClassifierRunner's network
 * @param fastFid how the second paper's program measures its checkpoints
 * @param test of which of them it measures the loss
 * @param backend name of the engine, if the file chooses one
 * @param precision what convolutions and matrix products are computed in
 * @param convolution how convolutions are computed
 * @param fusion whether many operations are computed in one pass over memory
 * @param seed seed of all noise, if the file chooses one
 * @param runner which kind of experiment it is, if the file says so
 */
@AlsoAccepts({
  // What the official program writes into a run folder's config.yml: its command line, in which
  // 'test' is a flag and no section.
  "config",
  "run",
  "doc",
  "comment",
  "verbose",
  "test",
  "resume_training",
  "image_folder",
  "log",
  "device",
  "exp",
  "sample",
  "ni"
})
public record ExperimentConfig(
    TrainingConfig training,
    DataConfig data,
    ModelConfig model,
    OptimConfig optim,
    SamplingConfig sampling,
    SdeConfig sde,
    UNetConfig unet,
    SamplerConfig sampler,
    ClassifierConfig classifier,
    FastFidConfig fastFid,
    TestLossConfig test,
    Optional<String> backend,
    @Setting(orElse = "float32") Precision precision,
    @Setting(orElse = "auto") ConvolutionMethod convolution,
    @Setting(orElse = "true") boolean fusion,
    Optional<Long> seed,
    Optional<String> runner) {

  /** This experiment on another engine. */
  public ExperimentConfig withBackend(String name) {
    return Change.of(this, "backend", Optional.of(name));
  }

  /** This experiment, made sure to be run by a runner. */
  public ExperimentConfig withRunner(String name) {
    return Change.of(this, "runner", Optional.of(name));
  }

  /** This experiment from another seed. */
  public ExperimentConfig withSeed(long value) {
    return Change.of(this, "seed", Optional.of(value));
  }

  /**
   * This experiment with the engine, seed and runner of another, and its epsilon of the last
   * normalization, where it names none.
   */
  ExperimentConfig completedBy(ExperimentConfig other) {
    ExperimentConfig whole = Change.of(this, "backend", backend.or(other::backend));
    whole = whole.withModel("lastNormEps", model.lastNormEps().or(other.model::lastNormEps));
    whole = Change.of(whole, "seed", seed.or(other::seed));
    return Change.of(whole, "runner", runner.or(other::runner));
  }

  /** This experiment with batches divided into so many parts. */
  public ExperimentConfig withAccumulate(int parts) {
    return Change.of(this, "training", Change.of(training, "accumulate", parts));
  }

  /** This experiment with batches of another size. */
  public ExperimentConfig withBatchSize(int images) {
    return Change.of(this, "training", Change.of(training, "batchSize", images));
  }

  /** This experiment with another number of training steps. */
  public ExperimentConfig withSteps(int steps) {
    return Change.of(this, "training", Change.of(training, "nIters", steps));
  }

  /** This experiment with another epsilon of the last normalization. */
  public ExperimentConfig withLastNormEps(double epsilon) {
    return Change.of(this, "model", Change.of(model, "lastNormEps", Optional.of(epsilon)));
  }

  /** This experiment with another loss. */
  public ExperimentConfig with(TrainingConfig.Algorithm loss) {
    return Change.of(this, "training", Change.of(training, "algo", loss));
  }

  /** This experiment with another largest noise level. */
  public ExperimentConfig withSigmaBegin(double sigma) {
    return withModel("sigmaBegin", Auto.of(sigma));
  }

  /** This experiment with so many noise levels. */
  public ExperimentConfig withNumClasses(int count) {
    return withModel("numClasses", Auto.of(count));
  }

  /** This experiment with noise levels that overlap so much, where their number is found. */
  public ExperimentConfig withOverlap(double overlap) {
    return withModel("overlap", overlap);
  }

  private ExperimentConfig withModel(String component, Object value) {
    return Change.of(this, "model", Change.of(model, component, value));
  }

  /** This experiment with so many steps at each noise level. */
  public ExperimentConfig withStepsEach(int steps) {
    return withSampling(Change.of(sampling, "nStepsEach", Optional.of(steps)));
  }

  /** This experiment with another step size. */
  public ExperimentConfig withStepLr(double rate) {
    return withSampling(Change.of(sampling, "stepLr", Auto.of(rate)));
  }

  /** This experiment with the noise levels of another, as far as it leaves them to be found. */
  public ExperimentConfig withLevelsFoundBy(ExperimentConfig other) {
    ExperimentConfig found = this;
    if (model.sigmaBegin().isOpen()) {
      found =
          found
              .withModel("sigmaBegin", other.model.sigmaBegin())
              .withModel("sigmaSample", other.model.sigmaSample());
    }
    if (model.numClasses().isOpen()) {
      found =
          found
              .withModel("numClasses", other.model.numClasses())
              .withOverlap(other.model.overlap());
    }
    return found;
  }

  /** This experiment with another sampler of SdeRunner. */
  public ExperimentConfig withSampler(SamplerConfig other) {
    return Change.of(this, "sampler", other);
  }

  /** This experiment looked at as another says: how samples are drawn, and what is measured. */
  public ExperimentConfig lookedAtAs(ExperimentConfig other) {
    return Change.of(
        Change.of(withSampling(other.sampling), "fastFid", other.fastFid), "test", other.test);
  }

  /** This experiment with other samples. */
  public ExperimentConfig withSampling(SamplingConfig other) {
    return Change.of(this, "sampling", other);
  }
}
