package org.ncsn.cli.experiment;

import java.nio.file.Path;

/** How a run is named on a command line, for advice that can be typed. */
public final class RunFlags {
  private static final String PLAIN = "[\\w./:=@%+,~-]+";

  private RunFlags() {}

  /** The flags that name the run of a folder {@code <run>/logs/<doc>}. */
  public static String of(Path logs) {
    Path run = logs.getParent().getParent();
    return "--run "
        + word(run == null ? "." : run.toString())
        + " --doc "
        + word(logs.getFileName().toString());
  }

  /** One argument, as a shell takes it. */
  public static String word(String argument) {
    return argument.matches(PLAIN) ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }
}
