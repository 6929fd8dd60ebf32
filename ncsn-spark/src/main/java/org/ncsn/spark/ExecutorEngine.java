package org.ncsn.spark;

import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;

/**
 * The engine of this process, opened by the first task that needs it and kept for those that
 * follow: an executor has one, however many tasks it runs.
 */
final class ExecutorEngine {
  private static Optional<Opened> open = Optional.empty();

  private ExecutorEngine() {}

  private record Opened(String name, BackendOptions options, Backend backend) {}

  /**
   * The engine that an experiment names.
   *
   * @param threads that one operation may use
   * @throws org.ncsn.error.UserError if it does not run here
   */
  static Backend of(Experiment experiment, int threads) {
    return of(experiment, usually(experiment, threads));
  }

  /** How an experiment is trained, and its samples are drawn. */
  static BackendOptions usually(Experiment experiment, int threads) {
    return options(
        experiment, threads, Precision.named(experiment.config().precision().toString()));
  }

  /** The same engine in {@code float32}: features are known of no other precision. */
  static Backend exactOf(Experiment experiment, int threads) {
    return of(experiment, exactly(experiment, threads));
  }

  /** How images of an experiment are measured. */
  static BackendOptions exactly(Experiment experiment, int threads) {
    return options(experiment, threads, Precision.FLOAT32);
  }

  private static BackendOptions options(Experiment experiment, int threads, Precision precision) {
    return new BackendOptions(
        threads,
        BackendOptions.defaults().device(),
        precision,
        false,
        experiment.config().convolution(),
        experiment.config().fusion());
  }

  /**
   * Makes sure that the programs compiled so far may take what they do.
   *
   * @return megabytes that this process takes beside Java's heap
   * @throws org.ncsn.error.UserError if they may not
   */
  static synchronized long requireMemory() {
    long planned = open.map(any -> any.backend.plannedBytes()).orElse(0L);
    return ExecutorMemory.require(SparkEnv.get().conf(), planned);
  }

  /** An engine of another name or with other options is closed for it. */
  private static synchronized Backend of(Experiment experiment, BackendOptions options) {
    String name = experiment.config().backend().orElseThrow();
    Optional<Opened> same =
        open.filter(any -> any.name.equals(name) && any.options.equals(options));
    if (same.isEmpty()) {
      open.ifPresent(other -> other.backend.close());
      open = Optional.empty();
      open = Optional.of(new Opened(name, options, Backends.open(name, options)));
    }
    return open.orElseThrow().backend;
  }
}
