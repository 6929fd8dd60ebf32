package org.ncsn.spark;

import org.ncsn.cli.Ncsn;
import org.ncsn.cli.output.Console;

/** {@code ncsn spark}, run inside of the test. */
final class SparkProgram {
  /** The cluster of all tests. */
  static final Clusters OF_TESTS = (settings, name) -> LocalCluster.get();

  /** For what has to be refused before. */
  static final Clusters NO_CLUSTER =
      (settings, name) -> {
        throw new AssertionError("no cluster is needed");
      };

  private SparkProgram() {}

  static Ncsn run(Clusters clusters, String... arguments) {
    return Ncsn.of(() -> Main.run(Console.standard(), clusters, arguments));
  }
}
