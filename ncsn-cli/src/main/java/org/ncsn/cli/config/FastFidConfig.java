package org.ncsn.cli.config;

import java.util.Optional;
import java.util.Set;

/**
 * The optional section {@code fast_fid}: how the second paper's program measures the checkpoints of
 * a run, to find the best.
 *
 * @param batchSize images that are drawn at once, where that is said
 * @param numSamples images to draw of each checkpoint
 * @param stepLr step size at the smallest noise level; by default that of {@code sampling}
 * @param nStepsEach steps at each noise level; by default those of {@code sampling}
 * @param beginCkpt step of the first checkpoint
 * @param endCkpt step of the last one at most; by default the last there is
 * @param verbose whether the progress is logged at every noise level
 * @param ensemble whether the scores of five checkpoints are averaged, which this program does not
 */
public record FastFidConfig(
    @Setting(least = 1, most = 1_000_000, official = true) Optional<Integer> batchSize,
    @Setting(least = 2, most = 10_000_000, orElse = "1000", official = true) int numSamples,
    @Setting(above = 0, official = true) Optional<Double> stepLr,
    @Setting(least = 1, official = true) Optional<Integer> nStepsEach,
    @Setting(least = 0, orElse = "5000", official = true) int beginCkpt,
    @Setting(least = 0, official = true) Optional<Integer> endCkpt,
    @Setting(orElse = "false", official = true) boolean verbose,
    @Setting(orElse = "false", official = true) boolean ensemble) {
  /** Full names of its keys. */
  static final Set<String> KEYS = Set.copyOf(Keys.fullNames("fast_fid", FastFidConfig.class));
}
