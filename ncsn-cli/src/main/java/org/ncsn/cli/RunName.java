package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import java.nio.file.Path;
import org.ncsn.cli.output.RunFolder;

/** The flags that say which experiment is meant, the same for every command. */
final class RunName {
  @Parameter(names = "--run", order = 50, description = "Folder of logs, checkpoints and data sets")
  private Path run = Path.of("run");

  @Parameter(
      names = "--exp",
      order = 50,
      description =
          "The same as the second paper's program calls it; --sample then writes below it into"
              + " image_samples/<image_folder>, and --fast_fid into fid_samples/<image_folder>, under"
              + " that program's names, too")
  private Path exp;

  @Parameter(names = "--doc", order = 51, description = "Name of the experiment below --run")
  private String doc = "0";

  Path run() {
    return exp == null ? run : exp;
  }

  /** Whether files are to lie as the second paper's program has them. */
  boolean isSecond() {
    return exp != null;
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
    return RunFolder.open(run(), doc);
  }
}
