package org.ncsn.vector;

import static org.ncsn.vector.Lanes.COUNT;
import static org.ncsn.vector.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.ncsn.vector.Result.Fold;

/**
 * Sums in an order that depends on nothing but how many numbers there are. Blocks are added up into
 * one block, whose rows are added up in the end: each number of the result is a sum of a few
 * hundred sums, and exact to the last digits or so.
 */
final class Sums {
  private Sums() {}

  /** Begins a sum in a block. */
  static void begin(Fold fold, float[] blocks, int sum, int count) {
    Arrays.fill(blocks, sum, sum + count, fold == Fold.LARGEST ? Float.NEGATIVE_INFINITY : 0);
  }

  /** Adds a block's numbers to a sum, each at its place. */
  static void add(Fold fold, float[] blocks, int sum, int a, int count) {
    int whole = count - count % COUNT;
    switch (fold) {
      case SUM -> Arithmetic.add(blocks, sum, sum, a, whole);
      case SQUARES -> addSquares(blocks, sum, a, whole);
      case LARGEST -> Arithmetic.maximum(blocks, sum, sum, a, whole);
    }
    for (int i = whole; i < count; i++) {
      float number = blocks[a + i];
      blocks[sum + i] =
          combined(fold, blocks[sum + i], fold == Fold.SQUARES ? number * number : number);
    }
  }

  private static void addSquares(float[] v, int sum, int a, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector before = FloatVector.fromArray(SPECIES, v, sum + i);
      before.add(x.mul(x)).intoArray(v, sum + i);
    }
  }

  private static float combined(Fold fold, float sum, float number) {
    return fold == Fold.LARGEST ? Math.max(sum, number) : sum + number;
  }

  /** Adds up the rows of a sum into its first row. */
  static void foldRows(Fold fold, float[] blocks, int sum, int rows, int width) {
    Fold plain = plain(fold);
    for (int i = 1; i < rows; i++) {
      add(plain, blocks, sum, sum + i * width, width);
    }
  }

  /** Adds up all numbers of a sum. */
  static float folded(Fold fold, float[] blocks, int sum, int count) {
    Fold plain = plain(fold);
    int left = count;
    while (left >= 2 * COUNT) {
      int half = left / (2 * COUNT) * COUNT;
      add(plain, blocks, sum, sum + left - half, half);
      left -= half;
    }
    float total = blocks[sum];
    for (int i = 1; i < left; i++) {
      total = combined(fold, total, blocks[sum + i]);
    }
    return total;
  }

  /**
   * Adds up each of some rows: one number a row, from {@code to} on.
   *
   * @param scratch where there is room for a vector
   */
  static void ofRows(Fold fold, float[] blocks, int a, int rows, int width, int scratch, int to) {
    for (int row = 0; row < rows; row++) {
      blocks[to + row] = ofRow(fold, blocks, a + row * width, width, scratch);
    }
  }

  /**
   * Adds up each row, and puts a multiple of the sum at each of its places, which may be those of
   * the row itself.
   *
   * @param count numbers of all rows
   * @param scratch where there is room for a vector
   */
  static void spread(
      Fold fold, float[] blocks, int t, int a, int count, int width, float factor, int scratch) {
    for (int row = 0; row < count; row += width) {
      float sum = factor * ofRow(fold, blocks, a + row, width, scratch);
      Arrays.fill(blocks, t + row, t + row + width, sum);
    }
  }

  private static float ofRow(Fold fold, float[] blocks, int first, int width, int scratch) {
    int whole = width - width % COUNT;
    float total = ofFew(fold, blocks, first + whole, width - whole);
    if (whole > 0) {
      begin(fold, blocks, scratch, COUNT);
      accumulate(fold, blocks, first, whole, scratch);
      total = combined(fold, folded(fold, blocks, scratch, COUNT), total);
    }
    return total;
  }

  private static float ofFew(Fold fold, float[] blocks, int a, int count) {
    float total = fold == Fold.LARGEST ? Float.NEGATIVE_INFINITY : 0;
    for (int i = 0; i < count; i++) {
      float number = blocks[a + i];
      total = combined(fold, total, fold == Fold.SQUARES ? number * number : number);
    }
    return total;
  }

  private static void accumulate(Fold fold, float[] v, int a, int count, int scratch) {
    FloatVector sum = FloatVector.fromArray(SPECIES, v, scratch);
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      if (fold == Fold.LARGEST) {
        sum = sum.max(x);
      } else {
        sum = sum.add(fold == Fold.SQUARES ? x.mul(x) : x);
      }
    }
    sum.intoArray(v, scratch);
  }

  private static Fold plain(Fold fold) {
    return fold == Fold.SQUARES ? Fold.SUM : fold;
  }
}
