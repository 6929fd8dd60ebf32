package org.ncsn.format;

import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A Python dictionary under construction, in the order of its keys. */
final class PickleDict {
  /**
   * A hash table sorts keys of one class whose hashes are equal, but compares such of several
   * classes with all others, which takes quadratic time on hostile input.
   */
  private static final int MOST_MIXED = 1_000;

  private final Map<Object, Object> items = new LinkedHashMap<>();
  private final Set<Class<?>> kinds = new HashSet<>();

  /** Keys are text or numbers, of which integers below 2^63 are {@code Long}. */
  Map<Object, Object> items() {
    return Collections.unmodifiableMap(items);
  }

  void put(Object key, Object value) throws IOException {
    if (key instanceof Integer number) {
      add(number.longValue(), value);
    } else if (key instanceof String || key instanceof Number) {
      add(key, value);
    } else {
      // Containers as keys could contain themselves, and hashing them would not end.
      throw new IOException("its dictionaries have keys other than text and numbers");
    }
  }

  private void add(Object key, Object value) throws IOException {
    kinds.add(key.getClass());
    if (kinds.size() > 1 && items.size() > MOST_MIXED) {
      throw new IOException("a dictionary mixes thousands of texts and numbers as keys");
    }
    items.put(key, value);
  }
}
