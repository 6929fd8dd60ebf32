package org.ncsn.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.evaluation.StepRange;
import org.ncsn.cli.experiment.Runner;

/**
 * How a run is measured.
 *
 * @param config how samples are drawn, and how many
 * @param runner of what kind the run is
 * @param seed of samples, and of subsets
 * @param engine that samples are drawn on
 * @param checkpoints which are measured
 * @param atOnce how many samples are drawn at once; empty for as many as go well
 * @param batchKey flag or key that says so, for messages
 * @param statistics file of Inception's that lies ready, for where no flag says what to compare
 *     with
 * @param verbose whether the way of the samples is logged level by level
 */
record EvaluationPlan(
    ExperimentConfig config,
    Runner runner,
    long seed,
    EngineChoice engine,
    Choice checkpoints,
    OptionalInt atOnce,
    String batchKey,
    Optional<Path> statistics,
    boolean verbose) {
  /** Which checkpoints of a run are measured. */
  sealed interface Choice {}

  /**
   * One of them, about which everything is told.
   *
   * @param step it was written after; empty for the latest
   * @param features file to keep features in, if they are to be
   */
  record One(OptionalLong step, Optional<Path> features) implements Choice {}

  /**
   * Several, of which the best is told.
   *
   * @param kept folder that samples and distances are kept in, as the second paper's program has
   *     them, if they are to be
   */
  record Several(StepRange range, Optional<Path> kept) implements Choice {}
}
