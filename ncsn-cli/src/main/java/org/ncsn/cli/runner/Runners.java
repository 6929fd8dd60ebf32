package org.ncsn.cli.runner;

import java.util.List;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.error.UserError;

/** The runners that {@code --runner} chooses from. */
public final class Runners {
  private static final List<Runner> ALL =
      List.of(new AnnealRunner(), new BaselineRunner(), new ScoreNetRunner(), new ToyRunner());

  private static final String USUAL = "AnnealRunner";

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
   * The runner of a new experiment: the flag's, else the config's, else the paper's.
   *
   * @param flag {@code --runner}; {@code null} if it is not given
   * @throws UserError if there is no such runner
   */
  public static Runner ofConfig(String flag, ExperimentConfig config) {
    return named(flag == null ? config.runner().orElse(USUAL) : flag);
  }

  /**
   * The runner of an experiment that was trained before, as its config says.
   *
   * @throws UserError if the flag says otherwise
   */
  public static Runner ofRun(String flag, ExperimentConfig config) {
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
