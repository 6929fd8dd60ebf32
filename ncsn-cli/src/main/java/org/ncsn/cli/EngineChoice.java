package org.ncsn.cli;

import java.util.Optional;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.Backends;
import org.ncsn.spi.Workload;
import org.ncsn.tensor.Backend;

/**
 * The engine that an experiment runs on, chosen before anything takes time: a wrong name is found
 * before data sets are fetched.
 */
record EngineChoice(Optional<String> name, Workload workload, BackendOptions options) {
  /**
   * @throws org.ncsn.error.UserError if there is none of that name
   */
  EngineChoice {
    name.ifPresent(Backends::named);
  }

  /**
   * An engine for images of any kind.
   *
   * @throws org.ncsn.error.UserError if there is none of that name
   */
  EngineChoice(Optional<String> name, BackendOptions options) {
    this(name, Workload.IMAGES, options);
  }

  /**
   * The flags' engine, else the config's, else the best that loads.
   *
   * @param runner what it is for
   * @throws org.ncsn.error.UserError if there is no such, or an option is impossible
   */
  static EngineChoice of(Options flags, ExperimentConfig config, Runner runner) {
    return new EngineChoice(
        Optional.ofNullable(flags.backend).or(config::backend),
        runner.kind().workload(),
        new BackendOptions(
            flags.threads,
            flags.device,
            Precision.named(config.precision().toString()),
            flags.nanGuard,
            config.convolution(),
            config.fusion()));
  }

  /** The same engine in {@code float32}: some things are known of no other precision. */
  EngineChoice exact() {
    return new EngineChoice(
        name,
        workload,
        new BackendOptions(
            options.threads(),
            options.device(),
            Precision.FLOAT32,
            options.nanGuard(),
            options.convolution(),
            options.fusion()));
  }

  Backend open() {
    return Backends.open(name, workload, options);
  }
}
