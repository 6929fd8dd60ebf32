package org.ncsn.cli.config;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Values of keys, from the text of the file. */
final class ScalarValue {
  private static final int MOST_SHOWN = 40;
  private static final Set<String> TRUE = Set.of("true", "yes", "on");
  private static final Set<String> FALSE = Set.of("false", "no", "off");

  private ScalarValue() {}

  /** What a type of value is called in an error, for example {@code a whole number}. */
  static String kind(Class<?> type) {
    if (isWhole(type)) {
      return "a whole number";
    }
    if (isNumber(type)) {
      return "a number";
    }
    if (isTruth(type)) {
      return "true or false";
    }
    return type.isEnum() ? "one of " + String.join(", ", names(type)) : "a name";
  }

  /**
   * The value that a text stands for.
   *
   * @throws BadValue if it stands for none of this type
   */
  static Object parse(Class<?> type, String text) {
    Optional<?> value = Optional.empty();
    if (isWhole(type)) {
      value = whole(type, text);
    } else if (isNumber(type)) {
      value = number(text).map(BigDecimal::doubleValue).filter(Double::isFinite);
    } else if (isTruth(type)) {
      value = truth(text);
    } else if (type.isEnum()) {
      value = constant(type, text);
    } else if (type == String.class) {
      value = Optional.of(text);
    }
    if (value.isPresent()) {
      return value.get();
    }
    String question = type.isEnum() ? NearestName.question(text, names(type)) : "";
    throw new BadValue(kind(type) + ", found '" + shown(text) + "'" + question);
  }

  private static boolean isWhole(Class<?> type) {
    return type == int.class || type == Integer.class || type == Long.class;
  }

  private static boolean isTruth(Class<?> type) {
    return type == boolean.class || type == Boolean.class;
  }

  private static boolean isNumber(Class<?> type) {
    return type == double.class || type == Double.class;
  }

  private static Optional<?> whole(Class<?> type, String text) {
    try {
      Optional<BigDecimal> number = number(text);
      return type == Long.class
          ? number.map(BigDecimal::longValueExact)
          : number.map(BigDecimal::intValueExact);
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What YAML 1.1, which the official program reads, takes for true and false. */
  private static Optional<Boolean> truth(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return TRUE.contains(lower) || FALSE.contains(lower)
        ? Optional.of(TRUE.contains(lower))
        : Optional.empty();
  }

  private static Optional<?> constant(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equalsIgnoreCase(text))
        .findFirst();
  }

  private static List<String> names(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "...";
  }
}
