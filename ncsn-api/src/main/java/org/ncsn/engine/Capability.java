package org.ncsn.engine;

import java.util.Locale;

/** What an engine may lack; all else every engine can. */
public enum Capability {
  /** Arithmetic in {@code float64}, in which gradients are checked. */
  FLOAT64,
  /** Convolutions and matrix products rounded to {@code bfloat16}, where its options ask for it. */
  BFLOAT16;

  /** For example {@code bfloat16}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
