package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import java.util.Optional;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.spi.Workload;

/** The flag that says which engine all executors have. */
final class EngineFlag {
  @Parameter(
      names = "--backend",
      order = 5,
      description = "Tensor engine; by default the config's, or the best that is here")
  private String backend;

  /**
   * The engine's name: the flag's, else the config's, else the best.
   *
   * @throws org.ncsn.error.UserError if there is none of that name
   */
  String named(ExperimentConfig config) {
    return Optional.ofNullable(backend)
        .or(config::backend)
        .map(name -> Backends.named(name).backendName())
        .orElseGet(EngineFlag::preferred);
  }

  /** The best of an executor, whose Java may not have what the best here needs. */
  private static String preferred() {
    return Backends.byPreference(Workload.IMAGES, BackendOptions.defaults()).get(0).backendName();
  }
}
