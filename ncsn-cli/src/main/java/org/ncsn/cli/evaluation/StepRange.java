package org.ncsn.cli.evaluation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ncsn.error.UserError;

/**
 * Some of a run's checkpoints.
 *
 * @param source flag or section that says which, for messages
 * @param from step of the first one
 * @param to step of the last one, at most
 * @param every how many steps lie between two
 */
public record StepRange(String source, long from, long to, long every) {
  /** So many steps are listed where none is there. */
  private static final int LISTED = 10;

  private static final String FLAG = "--checkpoints";
  private static final Pattern TEXT = Pattern.compile("(\\d{1,15}):(\\d{1,15}):(\\d{1,15})");

  /**
   * Reads {@code FROM:TO:EVERY}.
   *
   * @throws UserError if it is none
   */
  public static StepRange of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new UserError(
          FLAG + " must be FROM:TO:EVERY, as in 5000:200000:5000, found '" + text + "'");
    }
    StepRange range =
        new StepRange(
            FLAG,
            Long.parseLong(parts.group(1)),
            Long.parseLong(parts.group(2)),
            Long.parseLong(parts.group(3)));
    if (range.every < 1 || range.to < range.from) {
      throw new UserError(
          FLAG + ": " + text + " holds no step; TO is at least FROM, and EVERY at least 1");
    }
    return range;
  }

  /**
   * Those of some steps that are in it.
   *
   * @throws UserError if none is
   */
  public List<Long> of(List<Long> steps) {
    List<Long> chosen =
        steps.stream()
            .filter(step -> step >= from && step <= to && (step - from) % every == 0)
            .toList();
    if (chosen.isEmpty()) {
      throw new UserError(
          source
              + ": the run has none of these steps; there are "
              + (steps.size() > LISTED ? "..., " : "")
              + steps.subList(Math.max(0, steps.size() - LISTED), steps.size()));
    }
    return chosen;
  }
}
