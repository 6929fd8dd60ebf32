package org.ncsn.error;

import java.util.regex.Pattern;

/**
 * Text as a terminal may be given it. What stands in a file, or is the name of one, could otherwise
 * move the cursor, clear the screen, rename the window, write lines of its own, or turn the reading
 * direction round.
 */
public final class Printable {
  /** Joiners hold the letters of some scripts, and pictographs, together; a tab is a space. */
  private static final Pattern HARMFUL =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\t\\u200C\\u200D]]");

  private Printable() {}

  /** The text as one line, in which every control and formatting character is a question mark. */
  public static String of(String text) {
    return HARMFUL.matcher(text).replaceAll("?");
  }

  /** The same, cut where it goes on and on. */
  public static String of(String text, int longest) {
    return text.length() > longest ? of(text.substring(0, longest)) + "..." : of(text);
  }
}
