package org.ncsn.backend.nd4j.vector;

import static org.ncsn.backend.nd4j.vector.Lanes.SPECIES;
import static org.ncsn.backend.nd4j.vector.WinogradSizes.PATCH;
import static org.ncsn.backend.nd4j.vector.WinogradSizes.TAPS;
import static org.ncsn.backend.nd4j.vector.WinogradSizes.TILE;

import jdk.incubator.vector.FloatVector;

/**
 * The linear maps of Winograd's algorithm F(4 x 4, 3 x 3), along one axis and then along the other,
 * a vector of channels at a time. A convolution is {@code A'((G g G') * (B'd B))A} for patches d
 * and kernels g: polynomials are multiplied by way of their values at 0, 5/8, -5/8, 3/2, -3/2 and
 * infinity, which lose fewer digits than the usual 1 and 2.
 *
 * <p>Factors are vectors made before the loops, and all loads are the vectors' own methods: where
 * factors are made in the loops, or loads are methods of ours, the compiler may put them into
 * objects.
 */
final class WinogradTransforms {
  private static final int LANES = Lanes.COUNT;
  private static final float P = 0.625f;
  private static final float Q = 1.5f;
  private static final float PP = P * P;
  private static final float QQ = Q * Q;
  private static final float OF_ZERO = 1 / (PP * QQ);
  private static final float OF_P = 1 / (2 * PP * (PP - QQ));
  private static final float OF_Q = 1 / (2 * QQ * (QQ - PP));

  /** Vectors that a first half of a transform leaves for the second. */
  static final int HALF = PATCH * PATCH;

  private static final float[] NOTHING = new float[LANES];

  private WinogradTransforms() {}

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
  static void input(
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
      inputLines(pixels, c, columns * channels, channels, columns, half, 0, row, LANES);
      for (int i = 0; i < count; i++) {
        int place = at + Chunks.offset(c, chunkStride) + i * Chunks.LENGTH;
        int from = Tiles.columns(i) * LANES;
        inputLines(half, from, LANES, row, PATCH, target, place, stride, PATCH * stride);
      }
    }
  }

  private static void inputLines(
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

  /**
   * {@code A'm A} of neighbouring tiles, plus a number for each channel.
   *
   * @param products position p, channel k of the first at {@code at + p * stride + k}, the next
   *     tile's {@code channels} behind it
   * @param count tiles
   * @param bias a number for each channel
   * @param half room for {@link #HALF} vectors
   * @param pixels {@code [4,columns,channels]}, the result
   */
  static void output(
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
        outputLines(
            products, first + k, PATCH * stride, stride, PATCH, NOTHING, 0, half, 0, row, LANES);
        outputLines(half, 0, LANES, row, TILE, bias, k, pixels, tile + k, channels, line);
      }
    }
  }

  private static void outputLines(
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
   * {@code A y A'} of neighbouring tiles, what {@link #output} is the transpose of.
   *
   * @param pixels {@code [4,columns,channels]}
   * @param count tiles
   * @param channels a multiple of the lanes
   * @param half room for {@link #HALF} vectors
   * @param target where position p of the first goes: {@code at + p * stride}, in {@link Chunks},
   *     of which the next tile's is the next row
   */
  static void outputTransposed(
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
        outputTransposedLines(pixels, tile + k, line, channels, TILE, half, 0, row, LANES);
        outputTransposedLines(half, 0, LANES, row, PATCH, target, place, stride, PATCH * stride);
      }
    }
  }

  private static void outputTransposedLines(
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

  /**
   * {@code G g G'} of kernels.
   *
   * @param taps {@code [3,3,channels]}
   * @param channels a multiple of the lanes
   * @param half room for {@link #HALF} vectors
   * @param target position p, channel k at {@code p * channels + k}
   */
  static void kernel(float[] taps, int channels, float[] half, float[] target) {
    int row = TAPS * LANES;
    for (int k = 0; k < channels; k += LANES) {
      kernelLines(taps, k, TAPS * channels, channels, TAPS, half, 0, row, LANES);
      kernelLines(half, 0, LANES, row, PATCH, target, k, channels, PATCH * channels);
    }
  }

  private static void kernelLines(
      float[] from,
      int at,
      int step,
      int next,
      int lines,
      float[] to,
      int target,
      int stride,
      int nextTarget) {
    FloatVector pp = all(PP);
    FloatVector qq = all(QQ);
    FloatVector ofP = all(OF_P);
    FloatVector ofQ = all(OF_Q);
    FloatVector oddOfP = all(P * OF_P);
    FloatVector oddOfQ = all(Q * OF_Q);
    FloatVector ofZero = all(OF_ZERO);
    for (int line = 0; line < lines; line++) {
      int i = at + line * next;
      int o = target + line * nextTarget;
      FloatVector g0 = FloatVector.fromArray(SPECIES, from, i);
      FloatVector g1 = FloatVector.fromArray(SPECIES, from, i + step);
      FloatVector g2 = FloatVector.fromArray(SPECIES, from, i + 2 * step);
      FloatVector evenP = g2.fma(pp, g0).mul(ofP);
      FloatVector oddP = g1.mul(oddOfP);
      FloatVector evenQ = g2.fma(qq, g0).mul(ofQ);
      FloatVector oddQ = g1.mul(oddOfQ);
      g0.mul(ofZero).intoArray(to, o);
      evenP.add(oddP).intoArray(to, o + stride);
      evenP.sub(oddP).intoArray(to, o + 2 * stride);
      evenQ.add(oddQ).intoArray(to, o + 3 * stride);
      evenQ.sub(oddQ).intoArray(to, o + 4 * stride);
      g2.intoArray(to, o + 5 * stride);
    }
  }

  /**
   * {@code G'u G}, what {@link #kernel} is the transpose of.
   *
   * @param from position p, channel k at {@code p * channels + k}
   * @param channels a multiple of the lanes
   * @param half room for {@link #HALF} vectors
   * @param taps {@code [3,3,channels]}, the result
   */
  static void kernelTransposed(float[] from, int channels, float[] half, float[] taps) {
    int row = PATCH * LANES;
    for (int k = 0; k < channels; k += LANES) {
      kernelTransposedLines(from, k, PATCH * channels, channels, PATCH, half, 0, row, LANES);
      kernelTransposedLines(half, 0, LANES, row, TAPS, taps, k, channels, TAPS * channels);
    }
  }

  private static void kernelTransposedLines(
      float[] from,
      int at,
      int step,
      int next,
      int lines,
      float[] to,
      int target,
      int stride,
      int nextTarget) {
    FloatVector pp = all(PP);
    FloatVector qq = all(QQ);
    FloatVector ofP = all(OF_P);
    FloatVector ofQ = all(OF_Q);
    FloatVector oddOfP = all(P * OF_P);
    FloatVector oddOfQ = all(Q * OF_Q);
    FloatVector ofZero = all(OF_ZERO);
    for (int line = 0; line < lines; line++) {
      int i = at + line * next;
      int o = target + line * nextTarget;
      FloatVector u1 = FloatVector.fromArray(SPECIES, from, i + step);
      FloatVector u2 = FloatVector.fromArray(SPECIES, from, i + 2 * step);
      FloatVector u3 = FloatVector.fromArray(SPECIES, from, i + 3 * step);
      FloatVector u4 = FloatVector.fromArray(SPECIES, from, i + 4 * step);
      FloatVector evenP = u1.add(u2).mul(ofP);
      FloatVector evenQ = u3.add(u4).mul(ofQ);
      FloatVector.fromArray(SPECIES, from, i).fma(ofZero, evenP.add(evenQ)).intoArray(to, o);
      u1.sub(u2).fma(oddOfP, u3.sub(u4).mul(oddOfQ)).intoArray(to, o + stride);
      evenP
          .fma(pp, evenQ.fma(qq, FloatVector.fromArray(SPECIES, from, i + 5 * step)))
          .intoArray(to, o + 2 * stride);
    }
  }

  private static FloatVector all(float number) {
    return FloatVector.broadcast(SPECIES, number);
  }
}
