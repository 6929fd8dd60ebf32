package org.ncsn.vector;

import static org.ncsn.vector.Lanes.SPECIES;
import static org.ncsn.vector.Lanes.all;
import static org.ncsn.vector.Products.COLUMNS;

import jdk.incubator.vector.FloatVector;

/**
 * Products of matrices of which the first is transposed, in blocks as those of {@link Products}.
 */
final class TransposedProducts {
  /** Rows that {@link #add} computes. */
  static final int ROWS = 4;

  private static final int LANES = Lanes.COUNT;
  private static final int LENGTH = Chunks.LENGTH;

  private TransposedProducts() {}

  /**
   * Adds some rows and columns of {@code a' b}.
   *
   * @param a a piece of {@link Chunks}
   * @param b another
   * @param depth rows of both
   * @param target one row of {@link Products#COLUMNS} numbers after the other
   */
  static void add(float[] a, int atA, float[] b, int atB, int depth, float[] target, int place) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, target, place);
    FloatVector s01 = FloatVector.fromArray(SPECIES, target, place + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, target, place + COLUMNS);
    FloatVector s11 = FloatVector.fromArray(SPECIES, target, place + COLUMNS + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, target, place + 2 * COLUMNS);
    FloatVector s21 = FloatVector.fromArray(SPECIES, target, place + 2 * COLUMNS + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, target, place + 3 * COLUMNS);
    FloatVector s31 = FloatVector.fromArray(SPECIES, target, place + 3 * COLUMNS + LANES);
    for (int i = 0; i < depth; i++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, atB + i * LENGTH);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, atB + i * LENGTH + LANES);
      FloatVector x = all(a[atA + i * LENGTH]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = all(a[atA + i * LENGTH + 1]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = all(a[atA + i * LENGTH + 2]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = all(a[atA + i * LENGTH + 3]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
    }
    s00.intoArray(target, place);
    s01.intoArray(target, place + LANES);
    s10.intoArray(target, place + COLUMNS);
    s11.intoArray(target, place + COLUMNS + LANES);
    s20.intoArray(target, place + 2 * COLUMNS);
    s21.intoArray(target, place + 2 * COLUMNS + LANES);
    s30.intoArray(target, place + 3 * COLUMNS);
    s31.intoArray(target, place + 3 * COLUMNS + LANES);
  }
}
