package org.ncsn.vector;

import static org.ncsn.vector.Lanes.SPECIES;
import static org.ncsn.vector.Lanes.all;
import static org.ncsn.vector.WinogradPoints.P;
import static org.ncsn.vector.WinogradPoints.PP;
import static org.ncsn.vector.WinogradPoints.Q;
import static org.ncsn.vector.WinogradPoints.QQ;
import static org.ncsn.vector.WinogradSizes.PATCH;
import static org.ncsn.vector.WinogradSizes.TILE;

import jdk.incubator.vector.FloatVector;

/** What products become pixels by, {@code A'm A} of {@link WinogradPoints}, and its transpose. */
final class OutputTransform {
  private static final int LANES = Lanes.COUNT;
  private static final float[] NOTHING = new float[LANES];

  private OutputTransform() {}

  /**
   * {@code A'm A} of neighbouring tiles, plus a number for each channel.
   *
   * @param products position p, channel k of the first at {@code at + p * stride + k}, the next
   *     tile's {@code channels} behind it
   * @param count tiles
   * @param bias a number for each channel
   * @param half room for {@link WinogradPoints#HALF} vectors
   * @param pixels {@code [4,columns,channels]}, the result
   */
  static void of(
      float[] products,
      int at,
      int stride,
      int count,
      int channels,
      float[] bias,
      float[] half,
      float[] pixels) {
    int row = PATCH * LANES;
    int line = Tiles.columns(count) * channels;
    for (int i = 0; i < count; i++) {
      int first = at + i * channels;
      int tile = Tiles.columns(i) * channels;
      for (int k = 0; k < channels; k += LANES) {
        lines(products, first + k, PATCH * stride, stride, PATCH, NOTHING, 0, half, 0, row, LANES);
        lines(half, 0, LANES, row, TILE, bias, k, pixels, tile + k, channels, line);
      }
    }
  }

  private static void lines(
      float[] from,
      int at,
      int step,
      int next,
      int lines,
      float[] summand,
      int summandAt,
      float[] to,
      int target,
      int stride,
      int nextTarget) {
    FloatVector p = all(P);
    FloatVector q = all(Q);
    FloatVector pp = all(PP);
    FloatVector qq = all(QQ);
    FloatVector ppp = all(PP * P);
    FloatVector qqq = all(QQ * Q);
    FloatVector shift = FloatVector.fromArray(SPECIES, summand, summandAt);
    for (int line = 0; line < lines; line++) {
      int i = at + line * next;
      int o = target + line * nextTarget;
      FloatVector m1 = FloatVector.fromArray(SPECIES, from, i + step);
      FloatVector m2 = FloatVector.fromArray(SPECIES, from, i + 2 * step);
      FloatVector m3 = FloatVector.fromArray(SPECIES, from, i + 3 * step);
      FloatVector m4 = FloatVector.fromArray(SPECIES, from, i + 4 * step);
      FloatVector sumP = m1.add(m2);
      FloatVector differenceP = m1.sub(m2);
      FloatVector sumQ = m3.add(m4);
      FloatVector differenceQ = m3.sub(m4);
      FloatVector.fromArray(SPECIES, from, i).add(sumP).add(sumQ.add(shift)).intoArray(to, o);
      differenceP.fma(p, differenceQ.fma(q, shift)).intoArray(to, o + stride);
      sumP.fma(pp, sumQ.fma(qq, shift)).intoArray(to, o + 2 * stride);
      differenceP
          .fma(
              ppp,
              differenceQ.fma(qqq, FloatVector.fromArray(SPECIES, from, i + 5 * step).add(shift)))
          .intoArray(to, o + 3 * stride);
    }
  }

  /**
   * {@code A y A'} of neighbouring tiles, what {@link #of} is the transpose of.
   *
   * @param pixels {@code [4,columns,channels]}
   * @param count tiles
   * @param channels a multiple of the lanes
   * @param half room for {@link WinogradPoints#HALF} vectors
   * @param target where position p of the first goes: {@code at + p * stride}, in {@link Chunks},
   *     of which the next tile's is the next row
   */
  static void transposed(
      float[] pixels,
      int count,
      int channels,
      float[] half,
      float[] target,
      int at,
      int stride,
      int chunkStride) {
    int row = TILE * LANES;
    int line = Tiles.columns(count) * channels;
    for (int i = 0; i < count; i++) {
      int tile = Tiles.columns(i) * channels;
      for (int k = 0; k < channels; k += LANES) {
        int place = at + Chunks.offset(k, chunkStride) + i * Chunks.LENGTH;
        transposedLines(pixels, tile + k, line, channels, TILE, half, 0, row, LANES);
        transposedLines(half, 0, LANES, row, PATCH, target, place, stride, PATCH * stride);
      }
    }
  }

  private static void transposedLines(
      float[] from,
      int at,
      int step,
      int next,
      int lines,
      float[] to,
      int target,
      int stride,
      int nextTarget) {
    FloatVector p = all(P);
    FloatVector q = all(Q);
    FloatVector pp = all(PP);
    FloatVector qq = all(QQ);
    for (int line = 0; line < lines; line++) {
      int i = at + line * next;
      int o = target + line * nextTarget;
      FloatVector y0 = FloatVector.fromArray(SPECIES, from, i);
      FloatVector y1 = FloatVector.fromArray(SPECIES, from, i + step);
      FloatVector y2 = FloatVector.fromArray(SPECIES, from, i + 2 * step);
      FloatVector y3 = FloatVector.fromArray(SPECIES, from, i + 3 * step);
      FloatVector evenP = y2.fma(pp, y0);
      FloatVector oddP = y3.fma(pp, y1).mul(p);
      FloatVector evenQ = y2.fma(qq, y0);
      FloatVector oddQ = y3.fma(qq, y1).mul(q);
      y0.intoArray(to, o);
      evenP.add(oddP).intoArray(to, o + stride);
      evenP.sub(oddP).intoArray(to, o + 2 * stride);
      evenQ.add(oddQ).intoArray(to, o + 3 * stride);
      evenQ.sub(oddQ).intoArray(to, o + 4 * stride);
      y3.intoArray(to, o + 5 * stride);
    }
  }
}
