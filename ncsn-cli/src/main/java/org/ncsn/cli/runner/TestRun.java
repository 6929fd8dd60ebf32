package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.ncsn.cli.output.Console;
import org.ncsn.nn.HostWeights;
import org.ncsn.tensor.Backend;

/**
 * A test of a trained network: what every {@link TestMode} works with.
 *
 * @param folder where to write; it is created if it is missing
 * @param logs the run folder, which gets what the report shows of a test
 * @param datasets where data sets are kept
 * @param weights of the experiment's network
 * @param batch how many images are drawn at once; by default as many as go well
 */
public record TestRun(
    Experiment experiment,
    Backend backend,
    Console console,
    Path folder,
    Path logs,
    Path datasets,
    HostWeights weights,
    OptionalInt batch) {
  /** The experiment's data, to be closed. */
  DataSets data() {
    return experiment.data(datasets, console);
  }
}
