package org.ncsn.cli;

import org.ncsn.error.UserError;

/** The rule for flags that count something. */
public final class NumberFlag {
  /** As many images as a config may ask for. */
  public static final int MOST_IMAGES = 10_000;

  /** Samples go to the disk batch by batch. */
  public static final int MOST_SAMPLES = 10_000_000;

  private NumberFlag() {}

  /**
   * @param value what was given; {@code null} if nothing was
   * @throws UserError if it is not from 1 to the most that there may be
   */
  public static void check(String flag, Integer value, int most) {
    if (value != null && (value < 1 || value > most)) {
      String upTo = most == Integer.MAX_VALUE ? "at least 1" : "from 1 to " + most;
      throw new UserError(flag + " must be " + upTo + ", found " + value);
    }
  }
}
