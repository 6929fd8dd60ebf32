package org.ncsn.cli.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Which numbers a {@link Setting} allows. */
final class NumberRules {
  private NumberRules() {}

  /**
   * Refuses a number that is not allowed.
   *
   * @throws BadValue that says which numbers are
   */
  static void check(Setting setting, Number number) {
    double value = number.doubleValue();
    boolean listed =
        setting.oneOf().length == 0 || Arrays.stream(setting.oneOf()).anyMatch(one -> one == value);
    if (value < setting.least()
        || value > setting.most()
        || value <= setting.above()
        || value >= setting.below()
        || (setting.even() && value % 2 != 0)
        || !listed) {
      throw new BadValue(rule(setting) + ", found " + number);
    }
  }

  private static String rule(Setting setting) {
    List<String> parts = new ArrayList<>();
    if (setting.oneOf().length > 0) {
      parts.add(
          Arrays.stream(setting.oneOf())
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" or ")));
    }
    if (setting.even()) {
      parts.add("even");
    }
    add(parts, "at least ", setting.least());
    add(parts, "above ", setting.above());
    add(parts, "at most ", setting.most());
    add(parts, "below ", setting.below());
    return String.join(" and ", parts);
  }

  private static void add(List<String> parts, String words, double bound) {
    if (Double.isFinite(bound)) {
      parts.add(words + BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString());
    }
  }
}
