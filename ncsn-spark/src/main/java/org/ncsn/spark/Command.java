package org.ncsn.spark;

import org.ncsn.cli.output.Console;

/** Something that {@code ncsn spark} can be told to do by name. */
interface Command {
  String name();

  /** Examples of its use, one a line. */
  String examples();

  boolean helpWanted();

  /**
   * @throws org.ncsn.error.UserError for what a user can mend
   */
  void run(Console console);
}
