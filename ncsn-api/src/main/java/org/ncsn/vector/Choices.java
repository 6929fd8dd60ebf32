package org.ncsn.vector;

import static org.ncsn.vector.Lanes.COUNT;
import static org.ncsn.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Functions with a kink or a jump; where there is no number, there is none in the result. */
final class Choices {
  private Choices() {}

  static void leakyRelu(float[] v, int t, int a, float slope, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      x.mul(slope).blend(x, x.compare(VectorOperators.GT, 0f)).intoArray(v, t + i);
    }
  }

  static void sign(float[] v, int t, int a, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      x.blend(-1f, x.compare(VectorOperators.LT, 0f))
          .blend(1f, x.compare(VectorOperators.GT, 0f))
          .intoArray(v, t + i);
    }
  }

  static void eluGradient(float[] v, int t, int a, int b, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector y = FloatVector.fromArray(SPECIES, v, b + i);
      x.mul(y.min(0f).add(1f)).intoArray(v, t + i);
    }
  }

  static void equal(float[] v, int t, int a, int b, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector y = FloatVector.fromArray(SPECIES, v, b + i);
      FloatVector.zero(SPECIES).blend(1f, x.compare(VectorOperators.EQ, y)).intoArray(v, t + i);
    }
  }

  static void less(float[] v, int t, int a, int b, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector y = FloatVector.fromArray(SPECIES, v, b + i);
      FloatVector.zero(SPECIES).blend(1f, x.compare(VectorOperators.LT, y)).intoArray(v, t + i);
    }
  }

  static void lessOrEqual(float[] v, int t, int a, int b, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector y = FloatVector.fromArray(SPECIES, v, b + i);
      FloatVector.zero(SPECIES).blend(1f, x.compare(VectorOperators.LE, y)).intoArray(v, t + i);
    }
  }

  static void where(float[] v, int t, int a, int b, int c, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector mask = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector x = FloatVector.fromArray(SPECIES, v, b + i);
      FloatVector y = FloatVector.fromArray(SPECIES, v, c + i);
      y.blend(x, mask.compare(VectorOperators.NE, 0f)).intoArray(v, t + i);
    }
  }
}
