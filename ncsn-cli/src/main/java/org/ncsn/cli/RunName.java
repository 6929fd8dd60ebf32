package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import java.nio.file.Path;
import org.ncsn.cli.output.RunFolder;

/** The flags that say which experiment is meant, the same for every command. */
final class RunName {
  @Parameter(names = "--run", order = 50, description = "Folder of logs, checkpoints and data sets")
  private Path run = Path.of("run");

  @Parameter(names = "--doc", order = 51, description = "Name of the experiment below --run")
  private String doc = "0";

  Path run() {
    return run;
  }

  String doc() {
    return doc;
  }

  /**
   * The experiment's folder, to read from.
   *
   * @throws org.ncsn.error.UserError if there is none
   */
  RunFolder open() {
    return RunFolder.open(run, doc);
  }
}
