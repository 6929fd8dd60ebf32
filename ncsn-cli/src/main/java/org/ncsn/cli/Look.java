package org.ncsn.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigPlace;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.KeysWithoutEffect;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.config.TestLossConfig;
import org.ncsn.cli.evaluation.StepRange;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.show.CheckpointLosses;
import org.ncsn.cli.training.Checkpoints;
import org.ncsn.error.UserError;

/**
 * How a trained network is looked at: by the config of its run or, as the second paper's program
 * does it, by the one that {@code --config} names. Weights that lie in a run folder alone, as they
 * are published, are looked at by that one.
 *
 * @param config what is looked at, and how
 * @param file where that stands
 * @param runner of what kind the run is
 */
record Look(ExperimentConfig config, Path file, Runner runner) {
  private static final String TEST = "test";

  /**
   * As the flags say.
   *
   * @throws UserError if the run has neither a config nor is given one, or the one given is of
   *     another network or other data
   */
  static Look at(RunFolder run, Options options) {
    return Files.exists(run.config()) ? ofRun(run.config(), options) : ofWeights(run, options);
  }

  private static Look ofRun(Path file, Options options) {
    ExperimentConfig own = ConfigReader.read(file);
    Runner runner = Runners.ofRun(options.runner(), own);
    return options
        .otherConfig()
        .filter(name -> runner.kind() == RunnerName.NCSN)
        .map(name -> OtherConfig.read(name, runner, own))
        .map(other -> new Look(other.lookedAt(), other.file(), runner))
        .orElseGet(() -> new Look(own, file, runner));
  }

  private static Look ofWeights(RunFolder run, Options options) {
    Checkpoints.ofRun(run.logs()); // without one, a config is not what is missing
    String name =
        options
            .otherConfig()
            .orElseThrow(
                () ->
                    new UserError(
                        run.config()
                            + " is missing; copy the config there that the network was trained by, or"
                            + " name it with --config if it is of "
                            + RunnerName.NCSN));
    Path file = ConfigFiles.ofProgram().find(name);
    ExperimentConfig given = ConfigReader.read(file);
    Runner runner = Runners.ofConfig(options.runner(), given);
    if (runner.kind() != RunnerName.NCSN) {
      throw new UserError(
          "--config: takes the place of the missing "
              + run.config()
              + " for a run of "
              + RunnerName.NCSN
              + " alone, "
              + file
              + " is of "
              + runner.name()
              + "; copy it there");
    }
    KeysWithoutEffect.check(file, runner.kind(), given);
    return new Look(given, file, runner);
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
