package org.ncsn.data.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.ncsn.error.UserError;

/** Pictures that could not be read, and how many of them are put up with. */
final class SkippedPictures {
  private static final int MOST_NAMED = 3;

  private final Path path;
  private final int limit;
  private final PictureRules.Observer observer;
  private final Map<String, String> reasons = new TreeMap<>();

  /**
   * @param path where the pictures are
   * @param limit how many may be skipped
   */
  SkippedPictures(Path path, int limit, PictureRules.Observer observer) {
    this.path = path;
    this.limit = limit;
    this.observer = observer;
  }

  /** Whether a picture is known to be unreadable. */
  synchronized boolean contains(String name) {
    return reasons.containsKey(name);
  }

  /**
   * Adds a picture.
   *
   * @throws UserError if these are too many
   */
  synchronized void add(String name, IOException cause) {
    String reason = cause.getMessage() == null ? "it cannot be read" : cause.getMessage();
    if (reasons.put(name, reason.replaceAll("\\s+", " ")) == null) {
      observer.skipped(path + "/" + name, reasons.get(name));
    }
    if (reasons.size() > limit) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: %d pictures cannot be read, data.max_corrupt allows %d: %s; remove them or raise"
                  + " it",
              path,
              reasons.size(),
              limit,
              named()));
    }
  }

  /** The first of them and what is wrong with each. */
  synchronized String named() {
    StringBuilder text = new StringBuilder();
    reasons.entrySet().stream()
        .limit(MOST_NAMED)
        .forEach(
            entry ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(entry.getKey())
                    .append(" (")
                    .append(entry.getValue())
                    .append(')'));
    return reasons.size() > MOST_NAMED ? text + ", ..." : text.toString();
  }
}
