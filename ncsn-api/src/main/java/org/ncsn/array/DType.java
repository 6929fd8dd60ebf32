package org.ncsn.array;

import java.util.Locale;

/** Element types: two to compute with, and integers to index with. */
public enum DType {
  /** IEEE single precision: what networks are trained and sampled in. */
  FLOAT32(4),
  /** IEEE double precision: what gradients are checked in. */
  FLOAT64(8),
  /** 32-bit integers: labels and row indices. They carry no gradient. */
  INT32(4);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether elements are real numbers, so that a gradient makes sense. */
  public boolean isFloating() {
    return this != INT32;
  }

  /** For example {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
