package org.ncsn.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A key that one config gives another value than an earlier one.
 *
 * @param key its full name, for example {@code optim.lr}
 * @param before its value, or "none"
 * @param now its value, or "none"
 */
public record ConfigChange(String key, String before, String now) {
  private static final String NONE = "none";

  /** All changes from one config to another. */
  public static List<ConfigChange> between(ExperimentConfig before, ExperimentConfig now) {
    Map<String, String> old = ConfigWriter.values(before);
    Map<String, String> changed = ConfigWriter.values(now);
    Set<String> keys = new LinkedHashSet<>(old.keySet());
    keys.addAll(changed.keySet());
    List<ConfigChange> changes = new ArrayList<>();
    for (String key : keys) {
      ConfigChange change =
          new ConfigChange(key, old.getOrDefault(key, NONE), changed.getOrDefault(key, NONE));
      if (!change.before.equals(change.now)) {
        changes.add(change);
      }
    }
    return changes;
  }

  @Override
  public String toString() {
    return OneLine.of(key + " " + now + " (" + before + " before)");
  }
}
