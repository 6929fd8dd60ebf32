package org.ncsn.spark;

import java.util.Optional;
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
    return of(
        experiment.config().backend().orElseThrow(),
        new BackendOptions(
            threads,
            BackendOptions.defaults().device(),
            Precision.named(experiment.config().precision().toString()),
            false));
  }

  /** The engine of a name; one of another name or with other options is closed for it. */
  static synchronized Backend of(String name, BackendOptions options) {
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
