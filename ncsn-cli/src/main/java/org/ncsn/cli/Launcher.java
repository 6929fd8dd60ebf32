package org.ncsn.cli;

import java.util.regex.Pattern;

/** What users have to type to start this program. */
final class Launcher {
  private static final String PROPERTY = "ncsn.command";
  private static final Pattern PLAIN = Pattern.compile("[\\w./+@%:,=-]+");

  private Launcher() {}

  /** The command that started the program, which only the launcher knows; else its name. */
  static String command() {
    return quoted(System.getProperty(PROPERTY, "ncsn"));
  }

  /** A word as a shell takes it whole. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
