package org.ncsn.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ncsn.array.HostArray;

/**
 * Tensors by name, as a file has them in one place.
 *
 * @param entry the place, for example {@code checkpoint.model}; empty for the file itself
 * @param arrays in the file's order
 */
public record StateDict(String entry, Map<String, HostArray> arrays) {
  public StateDict {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /** The place where this stands; the file itself stands in none. */
  public String parent() {
    return entry.substring(0, Math.max(entry.lastIndexOf('.'), 0));
  }
}
