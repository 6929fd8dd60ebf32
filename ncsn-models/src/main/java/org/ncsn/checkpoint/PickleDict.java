package org.ncsn.checkpoint;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A Python dictionary under construction, in the order of its keys. */
final class PickleDict {
  private final Map<Object, Object> items = new LinkedHashMap<>();

  /** Keys are text or numbers, of which integers below 2^63 are {@code Long}. */
  Map<Object, Object> items() {
    return Collections.unmodifiableMap(items);
  }

  void put(Object key, Object value) throws IOException {
    if (key instanceof Integer number) {
      items.put(number.longValue(), value);
    } else if (key instanceof String || key instanceof Number) {
      items.put(key, value);
    } else {
      // Containers as keys could contain themselves, and hashing them would not end.
      throw new IOException("its dictionaries have keys other than text and numbers");
    }
  }
}
