package org.ncsn.cli.config;

import org.ncsn.error.Printable;

/** What a config says, as it may stand in an error of one line. */
final class OneLine {
  private static final int LONGEST = 500;

  private OneLine() {}

  /** The text without line breaks and other control characters, cut where it goes on and on. */
  static String of(String text) {
    return Printable.of(text.replace('\t', '?'), LONGEST);
  }
}
