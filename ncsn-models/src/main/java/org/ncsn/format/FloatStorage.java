package org.ncsn.format;

import org.ncsn.array.DType;

/** How arrays of {@code float32} stand in a file. */
public enum FloatStorage {
  /** As they are. */
  EXACT,

  /**
   * Rounded to IEEE 754's binary16, in half the bytes: 11 significant bits, nothing beyond 65,504,
   * and steps of 6e-8 next to zero.
   */
  FLOAT16;

  ElementEncoding encoding(DType dtype) {
    return this == FLOAT16 && dtype == DType.FLOAT32
        ? ElementEncoding.FLOAT16
        : ElementEncoding.of(dtype);
  }
}
