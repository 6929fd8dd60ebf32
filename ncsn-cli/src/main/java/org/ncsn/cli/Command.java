package org.ncsn.cli;

import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;

/** Something that {@code ncsn} can be told to do by name. */
interface Command {
  String name();

  /** Examples of its use, one a line. */
  String examples();

  boolean helpWanted();

  /**
   * @throws org.ncsn.error.UserError for what a user can mend
   */
  void run(Console console, Logging logging);
}
