package org.ncsn.vector;

import static org.ncsn.vector.Lanes.SPECIES;
import static org.ncsn.vector.Lanes.all;
import static org.ncsn.vector.WinogradPoints.P;
import static org.ncsn.vector.WinogradPoints.PP;
import static org.ncsn.vector.WinogradPoints.Q;
import static org.ncsn.vector.WinogradPoints.QQ;
import static org.ncsn.vector.WinogradSizes.PATCH;

import jdk.incubator.vector.FloatVector;

/** What images go through before they are multiplied, {@code B'd B} of {@link WinogradPoints}. */
final class InputTransform {
  private static final int LANES = Lanes.COUNT;

  private InputTransform() {}

  /**
   * {@code B'd B} of neighbouring patches, which overlap.
   *
   * @param pixels {@code [6,columns,channels]}
   * @param count patches
   * @param channels a multiple of the lanes
   * @param half room for 6 vectors a column
   * @param target where position p of the first goes: {@code at + p * stride}, in {@link Chunks},
   *     of which the next patch's is the next row
   */
  static void of(
      float[] pixels,
      int count,
      int channels,
      float[] half,
      float[] target,
      int at,
      int stride,
      int chunkStride) {
    int columns = Tiles.columnsOfPatches(count);
    int row = columns * LANES;
    for (int c = 0; c < channels; c += LANES) {
      lines(pixels, c, columns * channels, channels, columns, half, 0, row, LANES);
      for (int i = 0; i < count; i++) {
        int place = at + Chunks.offset(c, chunkStride) + i * Chunks.LENGTH;
        int from = Tiles.columns(i) * LANES;
        lines(half, from, LANES, row, PATCH, target, place, stride, PATCH * stride);
      }
    }
  }

  private static void lines(
      float[] from,
      int at,
      int step,
      int next,
      int lines,
      float[] to,
      int target,
      int stride,
      int nextTarget) {
    FloatVector minusPP = all(-PP);
    FloatVector minusQQ = all(-QQ);
    FloatVector p = all(P);
    FloatVector q = all(Q);
    FloatVector product = all(PP * QQ);
    FloatVector minusSum = all(-(PP + QQ));
    for (int line = 0; line < lines; line++) {
      int i = at + line * next;
      int o = target + line * nextTarget;
      FloatVector d1 = FloatVector.fromArray(SPECIES, from, i + step);
      FloatVector d2 = FloatVector.fromArray(SPECIES, from, i + 2 * step);
      FloatVector d3 = FloatVector.fromArray(SPECIES, from, i + 3 * step);
      FloatVector d4 = FloatVector.fromArray(SPECIES, from, i + 4 * step);
      FloatVector evenP = d2.fma(minusQQ, d4);
      FloatVector oddP = d1.fma(minusQQ, d3).mul(p);
      FloatVector evenQ = d2.fma(minusPP, d4);
      FloatVector oddQ = d1.fma(minusPP, d3).mul(q);
      FloatVector.fromArray(SPECIES, from, i).fma(product, d2.fma(minusSum, d4)).intoArray(to, o);
      evenP.add(oddP).intoArray(to, o + stride);
      evenP.sub(oddP).intoArray(to, o + 2 * stride);
      evenQ.add(oddQ).intoArray(to, o + 3 * stride);
      evenQ.sub(oddQ).intoArray(to, o + 4 * stride);
      d1.fma(product, d3.fma(minusSum, FloatVector.fromArray(SPECIES, from, i + 5 * step)))
          .intoArray(to, o + 5 * stride);
    }
  }
}
