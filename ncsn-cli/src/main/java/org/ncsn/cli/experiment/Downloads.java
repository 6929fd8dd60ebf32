package org.ncsn.cli.experiment;

import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Progress;
import org.ncsn.data.Download;

/** Shows downloads, one bar a file. */
public final class Downloads implements Download.Progress, AutoCloseable {
  private final Console console;
  private String current = "";
  private Progress progress;

  /** Shows them on a console. */
  public Downloads(Console console) {
    this.console = console;
  }

  @Override
  public void advanced(String file, long done, long total) {
    if (!file.equals(current)) {
      close();
      current = file;
      progress = Progress.of(file, total, done, console);
    }
    progress.step(done, "bytes");
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }
}
