package org.ncsn.vector;

import static org.ncsn.vector.Lanes.COUNT;
import static org.ncsn.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Sums, products and what else the processor has an instruction for. All kernels take blocks of
 * {@code v} from {@code a}, {@code b} and {@code c} on, and write one from {@code t} on. They work
 * in whole vectors, so that a number's bits do not depend on where it stands.
 */
final class Arithmetic {
  private Arithmetic() {}

  static void add(float[] v, int t, int a, int b, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector y = FloatVector.fromArray(SPECIES, v, b + i);
      x.add(y).intoArray(v, t + i);
    }
  }

  static void subtract(float[] v, int t, int a, int b, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector y = FloatVector.fromArray(SPECIES, v, b + i);
      x.sub(y).intoArray(v, t + i);
    }
  }

  static void multiply(float[] v, int t, int a, int b, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector y = FloatVector.fromArray(SPECIES, v, b + i);
      x.mul(y).intoArray(v, t + i);
    }
  }

  static void divide(float[] v, int t, int a, int b, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector y = FloatVector.fromArray(SPECIES, v, b + i);
      x.div(y).intoArray(v, t + i);
    }
  }

  static void maximum(float[] v, int t, int a, int b, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector y = FloatVector.fromArray(SPECIES, v, b + i);
      x.max(y).intoArray(v, t + i);
    }
  }

  static void minimum(float[] v, int t, int a, int b, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector y = FloatVector.fromArray(SPECIES, v, b + i);
      x.min(y).intoArray(v, t + i);
    }
  }

  static void add(float[] v, int t, int a, float number, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      x.add(number).intoArray(v, t + i);
    }
  }

  static void multiply(float[] v, int t, int a, float number, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      x.mul(number).intoArray(v, t + i);
    }
  }

  static void maximum(float[] v, int t, int a, float number, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      x.max(number).intoArray(v, t + i);
    }
  }

  static void affine(float[] v, int t, int a, float scale, float shift, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      x.mul(scale).add(shift).intoArray(v, t + i);
    }
  }

  static void clamp(float[] v, int t, int a, float low, float high, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      x.max(low).min(high).intoArray(v, t + i);
    }
  }

  static void abs(float[] v, int t, int a, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      x.abs().intoArray(v, t + i);
    }
  }

  static void sqrt(float[] v, int t, int a, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      x.sqrt().intoArray(v, t + i);
    }
  }

  static void reciprocalSqrt(float[] v, int t, int a, int count) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      one.div(x.sqrt()).intoArray(v, t + i);
    }
  }
}
