package org.ncsn.cli.runner;

import java.util.List;
import org.ncsn.error.UserError;

/** The runners that {@code --runner} chooses from. */
public final class Runners {
  private static final List<Runner> ALL = List.of(new AnnealRunner(), new ToyRunner());

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
}
