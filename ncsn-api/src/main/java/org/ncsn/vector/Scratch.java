package org.ncsn.vector;

import java.util.EnumMap;
import java.util.Map;

/**
 * Memory that a thread computes in, kept from one operation to the next. It is on the heap: the
 * compiler keeps vectors from arrays in registers, and those from native memory nowhere.
 */
final class Scratch {
  private static final float[] NONE = {};

  private final Map<Use, float[]> arrays = new EnumMap<>(Use.class);

  /** What an array is for. */
  enum Use {
    PATCH,
    HALF,
    LEFT,
    RIGHT,
    PRODUCTS,
    SUMS,
    BLOCKS
  }

  /** An array of at least so many numbers, whatever they are; it is the same one each time. */
  float[] array(Use use, int size) {
    float[] array = arrays.getOrDefault(use, NONE);
    if (array.length < size) {
      array = new float[size];
      arrays.put(use, array);
    }
    return array;
  }
}
