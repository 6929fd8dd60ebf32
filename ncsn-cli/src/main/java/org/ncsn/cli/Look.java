package org.ncsn.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.ncsn.cli.config.ConfigPlace;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.config.TestLossConfig;
import org.ncsn.cli.evaluation.StepRange;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.show.CheckpointLosses;
import org.ncsn.cli.training.Checkpoints;
import org.ncsn.error.UserError;

/**
 * How a trained network is looked at: by the config of its run or, as the second paper's program
 * does it, by the one that {@code --config} names.
 *
 * @param config what is looked at, and how
 * @param file where that stands
 */
record Look(ExperimentConfig config, Path file) {
  private static final String TEST = "test";

  /**
   * As the flags say.
   *
   * @param own the run's config
   * @param file where that stands
   * @throws UserError if another one is of another network or other data
   */
  static Look at(ExperimentConfig own, Path file, Runner runner, Options options) {
    return options
        .otherConfig()
        .filter(name -> runner.kind() == RunnerName.NCSN)
        .map(name -> OtherConfig.read(name, runner, own))
        .map(other -> new Look(other.lookedAt(), other.file()))
        .orElseGet(() -> new Look(own, file));
  }

  /**
   * Which checkpoint is sampled from: the flag's, else the config's, else the latest.
   *
   * @throws UserError if the config's is not there
   */
  OptionalLong sampled(FromFlag from, Path logs) {
    Optional<Integer> configured = config.sampling().ckptId();
    if (from.step().isPresent() || configured.isEmpty()) {
      return from.step();
    }
    long step = configured.get();
    List<Long> there = Checkpoints.tested(logs);
    if (!there.contains(step)) {
      throw new UserError(
          place().of("sampling", "ckpt_id")
              + ": no checkpoint of step "
              + step
              + " in "
              + logs
              + (there.isEmpty()
                  ? ""
                  : "; choose another one with --from, there are those of steps "
                      + Checkpoints.last(there))
              + "; without the key, the latest is taken");
    }
    return OptionalLong.of(step);
  }

  /**
   * The losses of the checkpoint that the flag names, else of those that the section {@code test}
   * does, else of all.
   *
   * @throws UserError if none of them is there
   */
  CheckpointLosses losses(FromFlag from, Path logs) {
    TestLossConfig section = config.test();
    OptionalInt batch = section.batchSize().map(OptionalInt::of).orElse(OptionalInt.empty());
    if (from.step().isPresent()) {
      return new CheckpointLosses(List.of(from.step()), batch);
    }
    List<Long> all = Checkpoints.tested(logs);
    boolean some = section.beginCkpt().isPresent() || section.endCkpt().isPresent();
    List<Long> steps =
        some
            ? StepRange.ofSection(place(), TEST, section.beginCkpt(), section.endCkpt()).of(all)
            : all.stream().filter(step -> step > 0).toList();
    return new CheckpointLosses(
        steps.isEmpty()
            ? List.of(OptionalLong.empty())
            : steps.stream().map(OptionalLong::of).toList(),
        batch);
  }

  ConfigPlace place() {
    return new ConfigPlace(file);
  }
}
