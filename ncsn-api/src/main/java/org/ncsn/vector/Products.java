package org.ncsn.vector;

import static org.ncsn.vector.Lanes.SPECIES;
import static org.ncsn.vector.Lanes.all;

import jdk.incubator.vector.FloatVector;

/**
 * Products of matrices, a few rows and two vectors of columns at a time, whose sums stay in
 * registers.
 */
final class Products {
  private static final int MANY_ROWS = 6;
  private static final int FEW_ROWS = 4;

  /**
   * Rows that {@link #rows} computes. With AVX2 the compiler of Java 25 has not enough registers
   * for the sums of six, and is almost twice as fast with four; that of Java 17 is a fifth faster
   * with six. Results are the same.
   */
  static final int ROWS = Runtime.version().feature() < 25 ? MANY_ROWS : FEW_ROWS;

  /** Columns that it computes. */
  static final int COLUMNS = 2 * Lanes.COUNT;

  private static final int LANES = Lanes.COUNT;
  private static final int LENGTH = Chunks.LENGTH;

  private Products() {}

  /**
   * Some rows and columns of {@code a b + c}. Sums of more products than a piece is long are made
   * in several calls: where loops are nested, the compiler puts the sums into objects.
   *
   * @param a pieces of its rows, in {@link Chunks}
   * @param depth columns of {@code a}, at most a piece
   * @param b these columns of its rows, one row of {@link #COLUMNS} numbers after the other
   * @param c one row every {@code strideC}
   * @param target one row every {@code stride}
   */
  static void rows(
      float[] a,
      int atA,
      int depth,
      float[] b,
      int atB,
      float[] c,
      int atC,
      int strideC,
      float[] target,
      int place,
      int stride) {
    if (ROWS == MANY_ROWS) {
      sixRows(a, atA, depth, b, atB, c, atC, strideC, target, place, stride);
    } else {
      fourRows(a, atA, depth, b, atB, c, atC, strideC, target, place, stride);
    }
  }

  private static void sixRows(
      float[] a,
      int atA,
      int depth,
      float[] b,
      int atB,
      float[] c,
      int atC,
      int strideC,
      float[] target,
      int place,
      int stride) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, atC);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, atC + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, c, atC + strideC);
    FloatVector s11 = FloatVector.fromArray(SPECIES, c, atC + strideC + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, c, atC + 2 * strideC);
    FloatVector s21 = FloatVector.fromArray(SPECIES, c, atC + 2 * strideC + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, c, atC + 3 * strideC);
    FloatVector s31 = FloatVector.fromArray(SPECIES, c, atC + 3 * strideC + LANES);
    FloatVector s40 = FloatVector.fromArray(SPECIES, c, atC + 4 * strideC);
    FloatVector s41 = FloatVector.fromArray(SPECIES, c, atC + 4 * strideC + LANES);
    FloatVector s50 = FloatVector.fromArray(SPECIES, c, atC + 5 * strideC);
    FloatVector s51 = FloatVector.fromArray(SPECIES, c, atC + 5 * strideC + LANES);
    for (int i = 0; i < depth; i++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, atB + i * 2 * LANES);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, atB + i * 2 * LANES + LANES);
      FloatVector x = all(a[atA + i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = all(a[atA + i + LENGTH]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = all(a[atA + i + 2 * LENGTH]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = all(a[atA + i + 3 * LENGTH]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      x = all(a[atA + i + 4 * LENGTH]);
      s40 = x.fma(b0, s40);
      s41 = x.fma(b1, s41);
      x = all(a[atA + i + 5 * LENGTH]);
      s50 = x.fma(b0, s50);
      s51 = x.fma(b1, s51);
    }
    s00.intoArray(target, place);
    s01.intoArray(target, place + LANES);
    s10.intoArray(target, place + stride);
    s11.intoArray(target, place + stride + LANES);
    s20.intoArray(target, place + 2 * stride);
    s21.intoArray(target, place + 2 * stride + LANES);
    s30.intoArray(target, place + 3 * stride);
    s31.intoArray(target, place + 3 * stride + LANES);
    s40.intoArray(target, place + 4 * stride);
    s41.intoArray(target, place + 4 * stride + LANES);
    s50.intoArray(target, place + 5 * stride);
    s51.intoArray(target, place + 5 * stride + LANES);
  }

  private static void fourRows(
      float[] a,
      int atA,
      int depth,
      float[] b,
      int atB,
      float[] c,
      int atC,
      int strideC,
      float[] target,
      int place,
      int stride) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, atC);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, atC + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, c, atC + strideC);
    FloatVector s11 = FloatVector.fromArray(SPECIES, c, atC + strideC + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, c, atC + 2 * strideC);
    FloatVector s21 = FloatVector.fromArray(SPECIES, c, atC + 2 * strideC + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, c, atC + 3 * strideC);
    FloatVector s31 = FloatVector.fromArray(SPECIES, c, atC + 3 * strideC + LANES);
    for (int i = 0; i < depth; i++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, atB + i * 2 * LANES);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, atB + i * 2 * LANES + LANES);
      FloatVector x = all(a[atA + i]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = all(a[atA + i + LENGTH]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = all(a[atA + i + 2 * LENGTH]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = all(a[atA + i + 3 * LENGTH]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
    }
    s00.intoArray(target, place);
    s01.intoArray(target, place + LANES);
    s10.intoArray(target, place + stride);
    s11.intoArray(target, place + stride + LANES);
    s20.intoArray(target, place + 2 * stride);
    s21.intoArray(target, place + 2 * stride + LANES);
    s30.intoArray(target, place + 3 * stride);
    s31.intoArray(target, place + 3 * stride + LANES);
  }
}
