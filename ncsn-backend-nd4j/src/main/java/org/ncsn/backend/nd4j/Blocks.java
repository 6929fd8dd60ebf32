package org.ncsn.backend.nd4j;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which block of a sweep holds which value; a block is used again when its value is not. */
final class Blocks {
  private final Map<Integer, Integer> ofValues = new HashMap<>();
  private final Map<Integer, Integer> users = new HashMap<>();
  private final SortedSet<Integer> free = new TreeSet<>();
  private int count;

  /** The block of a value. */
  int of(int value) {
    return ofValues.get(value);
  }

  /** A block for a value, which is used so many times; the last use gives it back. */
  int take(int value, int uses) {
    int block = free.isEmpty() ? count++ : free.first();
    free.remove(block);
    ofValues.put(value, block);
    users.merge(block, uses, Integer::sum);
    return block;
  }

  /** Another value that is the same, used so many times as well. */
  void alias(int value, int same, int uses) {
    int block = of(same);
    ofValues.put(value, block);
    users.merge(block, uses, Integer::sum);
  }

  /** One use less. */
  void release(int value) {
    int block = of(value);
    if (users.merge(block, -1, Integer::sum) == 0) {
      free.add(block);
    }
  }

  /** How many there are. */
  int count() {
    return count;
  }
}
