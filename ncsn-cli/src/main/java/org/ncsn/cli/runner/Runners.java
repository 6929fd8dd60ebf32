package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.training.Checkpoints;
import org.ncsn.error.UserError;

/** The runners that {@code --runner} chooses from. */
public final class Runners {
  private static final List<Runner> ALL =
      List.of(
          new AnnealRunner(),
          new NcsnRunner(),
          new BaselineRunner(),
          new ScoreNetRunner(),
          new ToyRunner(),
          new ToySdeRunner(),
          new SdeRunner(),
          new ClassifierRunner(),
          new NoisyClassifierRunner());

  private static final RunnerName USUAL = RunnerName.ANNEAL;

  private Runners() {}

  /** Names of all runners. */
  public static List<String> names() {
    return ALL.stream().map(Runner::name).toList();
  }

  /**
   * The runner of a name.
   *
   * @throws UserError if there is none
   */
  public static Runner named(String name) {
    return ALL.stream()
        .filter(runner -> runner.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "--runner: there is no '"
                        + name
                        + "'; choose from "
                        + String.join(", ", names())));
  }

  /**
   * The runner of a new experiment: the flag's, else the config's, else that of the paper whose
   * official configs have such keys.
   *
   * @param flag {@code --runner}, if it is given
   * @throws UserError if there is no such runner
   */
  public static Runner ofConfig(Optional<String> flag, ExperimentConfig config) {
    return named(flag.or(config::runner).orElseGet(() -> usual(config)));
  }

  /**
   * The runner that a config names, else that of the paper whose official configs have such keys.
   *
   * @throws UserError if there is no such runner
   */
  public static Runner ofConfig(ExperimentConfig config) {
    return ofConfig(Optional.empty(), config);
  }

  /** Only the second paper's program, and its every config, has this key. */
  private static String usual(ExperimentConfig config) {
    return (config.model().normalization().isPresent() ? RunnerName.NCSN : USUAL).toString();
  }

  /**
   * The configuration of a run as its weights were trained: of one of the official program, with
   * that program's accidents.
   *
   * @param logs the run folder
   */
  public static ExperimentConfig asTrained(Path logs, Runner runner, ExperimentConfig config) {
    return Checkpoints.isOfficial(logs) ? runner.official(config) : config;
  }

  /**
   * The runner of an experiment that was trained before, as its config says.
   *
   * @param flag {@code --runner}, if it is given
   * @throws UserError if it says otherwise
   */
  public static Runner ofRun(Optional<String> flag, ExperimentConfig config) {
    Runner runner = ofConfig(flag, config);
    if (config.runner().isPresent() && !config.runner().get().equals(runner.name())) {
      throw new UserError(
          "--runner: this experiment was trained by "
              + config.runner().get()
              + ", not "
              + runner.name()
              + "; leave the flag out");
    }
    return runner;
  }
}
