package org.ncsn.cli.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ncsn.cli.config.ConfigPlace;
import org.ncsn.cli.training.Checkpoints;
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
  /** Steps between two checkpoints that the second paper's program looks at. */
  private static final int OFFICIAL = 5000;

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
   * Reads what a section says of the second paper's program.
   *
   * @param place of the section
   * @param begin its {@code begin_ckpt}, where it says so
   * @param end its {@code end_ckpt}; by default the last checkpoint
   * @throws UserError if the last one comes before the first one
   */
  public static StepRange ofSection(
      ConfigPlace place, String section, Optional<Integer> begin, Optional<Integer> end) {
    int first = begin.orElse(OFFICIAL);
    int last = end.orElse(Integer.MAX_VALUE);
    String key = place.of(section, "begin_ckpt");
    if (last < first) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s is %d, but the last checkpoint to measure, end_ckpt, is %d; lower the first one",
              key,
              first,
              last));
    }
    return new StepRange(
        String.format(Locale.ROOT, "%s: checkpoints every %,d steps from here on", key, OFFICIAL),
        first,
        last,
        OFFICIAL);
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
              + ": the run has none of these steps; "
              + (steps.isEmpty()
                  ? "train first"
                  : "begin with one of "
                      + (steps.size() > Checkpoints.LISTED ? "..., " : "")
                      + Checkpoints.last(steps)));
    }
    return chosen;
  }
}
