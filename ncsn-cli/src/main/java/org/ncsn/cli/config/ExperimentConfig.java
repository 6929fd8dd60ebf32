package org.ncsn.cli.config;

import java.util.Optional;
import org.ncsn.spi.BackendOptions.Precision;

/**
 * An experiment, as a config file describes it.
 *
 * @param training how to train
 * @param data what to train on
 * @param model which network and noise levels
 * @param optim which optimizer
 * @param sampling how to sample
 * @param backend name of the engine, if the file chooses one
 * @param precision what convolutions and matrix products are computed in
 * @param seed seed of all noise, if the file chooses one
 * @param runner which kind of experiment it is, if the file says so
 */
@AlsoAccepts({
  // What the official program writes into a run folder's config.yml: its command line.
  "config",
  "run",
  "doc",
  "comment",
  "verbose",
  "test",
  "resume_training",
  "image_folder",
  "log",
  "device"
})
public record ExperimentConfig(
    TrainingConfig training,
    DataConfig data,
    ModelConfig model,
    OptimConfig optim,
    SamplingConfig sampling,
    Optional<String> backend,
    @Setting(orElse = "float32") Precision precision,
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

  /** This experiment with another number of training steps. */
  public ExperimentConfig withSteps(int steps) {
    return Change.of(this, "training", Change.of(training, "nIters", steps));
  }

  /** This experiment with another loss. */
  public ExperimentConfig with(TrainingConfig.Algorithm loss) {
    return Change.of(this, "training", Change.of(training, "algo", loss));
  }

  /** This experiment with other samples. */
  public ExperimentConfig withSampling(SamplingConfig other) {
    return Change.of(this, "sampling", other);
  }
}
