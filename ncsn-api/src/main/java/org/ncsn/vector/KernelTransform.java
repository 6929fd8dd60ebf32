package org.ncsn.vector;

import static org.ncsn.vector.Lanes.SPECIES;
import static org.ncsn.vector.Lanes.all;
import static org.ncsn.vector.WinogradPoints.OF_P;
import static org.ncsn.vector.WinogradPoints.OF_Q;
import static org.ncsn.vector.WinogradPoints.OF_ZERO;
import static org.ncsn.vector.WinogradPoints.P;
import static org.ncsn.vector.WinogradPoints.PP;
import static org.ncsn.vector.WinogradPoints.Q;
import static org.ncsn.vector.WinogradPoints.QQ;
import static org.ncsn.vector.WinogradSizes.PATCH;
import static org.ncsn.vector.WinogradSizes.TAPS;

import jdk.incubator.vector.FloatVector;

/** What kernels go through once, {@code G g G'} of {@link WinogradPoints}, and its transpose. */
final class KernelTransform {
  private static final int LANES = Lanes.COUNT;

  private KernelTransform() {}

  /**
   * {@code G g G'} of kernels.
   *
   * @param taps {@code [3,3,channels]}
   * @param channels a multiple of {@link Products#COLUMNS}
   * @param half room for {@link WinogradPoints#HALF} vectors
   * @param target position p, column k of block b goes to {@code at + p * stride + b * blockStride
   *     + k}
   */
  static void of(
      float[] taps,
      int channels,
      float[] half,
      float[] target,
      int at,
      int stride,
      int blockStride) {
    int row = TAPS * LANES;
    for (int k = 0; k < channels; k += LANES) {
      int place = at + k / Products.COLUMNS * blockStride + k % Products.COLUMNS;
      lines(taps, k, TAPS * channels, channels, TAPS, half, 0, row, LANES);
      lines(half, 0, LANES, row, PATCH, target, place, stride, PATCH * stride);
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
   * {@code G'u G}, what {@link #of} is the transpose of.
   *
   * @param from position p, channel k at {@code p * channels + k}
   * @param channels a multiple of the lanes
   * @param half room for {@link WinogradPoints#HALF} vectors
   * @param taps {@code [3,3,channels]}, the result
   */
  static void transposed(float[] from, int channels, float[] half, float[] taps) {
    int row = PATCH * LANES;
    for (int k = 0; k < channels; k += LANES) {
      transposedLines(from, k, PATCH * channels, channels, PATCH, half, 0, row, LANES);
      transposedLines(half, 0, LANES, row, TAPS, taps, k, channels, TAPS * channels);
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
}
