package org.ncsn.cli.experiment;

import java.nio.file.Path;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.show.TestMode;
import org.ncsn.nn.HostWeights;
import org.ncsn.tensor.Backend;

/**
 * A test of a trained network: what every {@link TestMode} works with.
 *
 * @param weights of the experiment's network
 * @param datasets where data sets are kept
 */
public record TestRun(
    Experiment experiment,
    HostWeights weights,
    Backend backend,
    Console console,
    TestOutput output,
    Path datasets) {
  /** Where to write. */
  public Path folder() {
    return output.folder();
  }
}
