package org.ncsn.cli.output;

import me.tongfei.progressbar.ProgressBarConsumer;

/** Draws a progress bar as the status of a console. */
final class StatusLine implements ProgressBarConsumer {
  private final Console console;

  StatusLine(Console console) {
    this.console = console;
  }

  @Override
  public int getMaxRenderedLength() {
    return console.statusWidth();
  }

  @Override
  public void accept(String rendered) {
    console.status(rendered);
  }

  @Override
  public void close() {
    console.keepStatus();
  }
}
