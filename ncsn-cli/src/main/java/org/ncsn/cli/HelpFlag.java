package org.ncsn.cli;

import com.beust.jcommander.Parameter;

/** The flag that every command has. */
public final class HelpFlag {
  @Parameter(
      names = {"--help", "-h"},
      order = 99,
      help = true,
      description = "Print this help")
  private boolean wanted;

  public boolean wanted() {
    return wanted;
  }
}
