package org.ncsn.cli.config;

import java.util.Optional;
import java.util.Set;

/**
 * The optional section {@code test}: of which checkpoints of a run the second paper's program
 * measures the test loss. Without it, of all.
 *
 * @param beginCkpt step of the first checkpoint
 * @param endCkpt step of the last one at most; by default the last there is
 * @param batchSize images that are looked at at once; by default those of a training step
 */
public record TestLossConfig(
    @Setting(least = 0, official = true) Optional<Integer> beginCkpt,
    @Setting(least = 0, official = true) Optional<Integer> endCkpt,
    @Setting(least = 1, most = 1_000_000, official = true) Optional<Integer> batchSize) {
  /** Full names of its keys. */
  static final Set<String> KEYS = Set.copyOf(Keys.fullNames("test", TestLossConfig.class));
}
