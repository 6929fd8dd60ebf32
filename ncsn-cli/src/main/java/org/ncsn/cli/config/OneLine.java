package org.ncsn.cli.config;

/** What a config says, as it may stand in an error of one line. */
final class OneLine {
  private static final int LONGEST = 500;

  private OneLine() {}

  /** The text without line breaks and other control characters, cut where it goes on and on. */
  static String of(String text) {
    String visible = text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
    return visible.length() > LONGEST ? visible.substring(0, LONGEST) + "..." : visible;
  }
}
