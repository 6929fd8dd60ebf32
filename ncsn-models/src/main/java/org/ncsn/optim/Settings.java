package org.ncsn.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An optimizer's settings in an order of their own, which {@code Map.of} has not. */
final class Settings {
  private Settings() {}

  @SafeVarargs
  static Map<String, Object> inOrder(Map.Entry<String, Object>... settings) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (Map.Entry<String, Object> setting : settings) {
      ordered.put(setting.getKey(), setting.getValue());
    }
    return Collections.unmodifiableMap(ordered);
  }
}
