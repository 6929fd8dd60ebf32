package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import java.util.Optional;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.Precision;

/** The flags that say on which engine images are measured, and by which subsets of them. */
final class EngineFlags {
  @Parameter(names = "--backend", order = 33, description = "Tensor engine; see 'ncsn backends'")
  private String backend;

  @Parameter(names = "--threads", order = 34, description = "Threads an operation may use; 0: all")
  private int threads;

  @Parameter(
      names = "--seed",
      order = 35,
      description = "Seed of samples and of the subsets that kernel distances are of")
  private long seed = 1234;

  /**
   * The engine, where there is no config.
   *
   * @throws org.ncsn.error.UserError if there is none of that name
   */
  EngineChoice engine() {
    return new EngineChoice(
        Optional.ofNullable(backend),
        new BackendOptions(threads, BackendOptions.defaults().device(), Precision.FLOAT32, false));
  }

  /**
   * The engine.
   *
   * @param config names one, too, which the flag goes before
   * @throws org.ncsn.error.UserError if there is none of that name
   */
  EngineChoice engine(ExperimentConfig config) {
    return new EngineChoice(
        Optional.ofNullable(backend).or(config::backend),
        new BackendOptions(
            threads,
            BackendOptions.defaults().device(),
            Precision.named(config.precision().toString()),
            false,
            config.convolution(),
            config.fusion()));
  }

  long seed() {
    return seed;
  }
}
