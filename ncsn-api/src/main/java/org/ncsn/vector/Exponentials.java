package org.ncsn.vector;

import static org.ncsn.vector.Lanes.COUNT;
import static org.ncsn.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential and what is made of it, right to two units in the last place or three. A number
 * is split into a multiple of log 2, whose power is an exponent, and a rest, whose power is a
 * polynomial: a Taylor series, since with so many terms another one would be no better.
 */
final class Exponentials {
  private static final float LOG2_E = 1.442695f;

  /** The logarithm of 2 in two parts; multiples of the first are exact. */
  private static final float LOG_2 = 0.6933594f;

  private static final float LOG_2_REST = -2.1219444e-4f;

  /** Added to a number and subtracted again, it leaves an integer, which the sum ends with. */
  private static final float ROUNDING = 12582912f;

  /** The bits of the latter, and of 1. */
  private static final int ROUNDING_BITS = 0x4B400000;

  private static final int ONE_BITS = 0x3F800000;

  /** Powers beyond are infinite. */
  private static final float HIGHEST = 89f;

  /** Powers below are 0. */
  private static final float LOWEST = -104f;

  /** Powers below have not all their digits. */
  private static final float LEAST = -87f;

  /** Powers below are nothing beside 1. */
  private static final float NEGLIGIBLE = -30f;

  private Exponentials() {}

  static void exp(float[] v, int t, int a, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      exp(x).intoArray(v, t + i);
    }
  }

  static void expm1(float[] v, int t, int a, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      expm1(x).intoArray(v, t + i);
    }
  }

  static void elu(float[] v, int t, int a, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      // The power of a positive number is not looked at, infinite or not.
      FloatVector power =
          expm1Below(x.blend(NEGLIGIBLE, x.compare(VectorOperators.LT, NEGLIGIBLE)));
      power.blend(x, x.compare(VectorOperators.GT, 0f)).intoArray(v, t + i);
    }
  }

  /** With t = exp(-2|x|) - 1, the absolute value is -t / (t + 2). */
  static void tanh(float[] v, int t, int a, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      FloatVector twice = x.abs().mul(-2f);
      FloatVector power =
          expm1Below(twice.blend(NEGLIGIBLE, twice.compare(VectorOperators.LT, NEGLIGIBLE)));
      FloatVector positive = power.neg().div(power.add(2f));
      positive.blend(positive.neg(), x.compare(VectorOperators.LT, 0f)).intoArray(v, t + i);
    }
  }

  static void sigmoid(float[] v, int t, int a, int count) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      one.div(exp(x.neg()).add(1f)).intoArray(v, t + i);
    }
  }

  /** The larger of the number and 0, and the logarithm of 1 and a power that is at most 1. */
  static void softplus(float[] v, int t, int a, int count) {
    for (int i = 0; i < count; i += COUNT) {
      FloatVector x = FloatVector.fromArray(SPECIES, v, a + i);
      x.max(0f).add(log1pUpTo1(expBelow(x.abs().neg()))).intoArray(v, t + i);
    }
  }

  /**
   * {@code log(1 + x)} for numbers from 0 to 1: twice the inverse hyperbolic tangent of {@code x /
   * (2 + x)}, which is at most a third, by a polynomial through its values at Chebyshev's points,
   * right to 1.6e-8. A longer one, as a series would be, is more than Java's compiler inlines.
   */
  private static FloatVector log1pUpTo1(FloatVector x) {
    FloatVector y = x.div(x.add(2f));
    FloatVector square = y.mul(y);
    FloatVector sum = square.fma(term(0.268515f), term(0.2823662f));
    sum = sum.fma(square, term(0.4000756f));
    sum = sum.fma(square, term(0.6666664f));
    return sum.fma(square.mul(y), y.add(y));
  }

  /** The power of a negative number, at least about the smallest that has all its digits. */
  private static FloatVector expBelow(FloatVector number) {
    FloatVector x = number.max(LEAST);
    FloatVector shifted = shifted(x);
    FloatVector power = power(shifted.viewAsIntegralLanes());
    return powerLess1(rest(x, shifted)).fma(power, power);
  }

  private static FloatVector exp(FloatVector number) {
    FloatVector low = number.blend(LOWEST, number.compare(VectorOperators.LT, LOWEST));
    FloatVector x = low.blend(HIGHEST, low.compare(VectorOperators.GT, HIGHEST));
    FloatVector shifted = shifted(x);
    IntVector exponent = shifted.viewAsIntegralLanes().sub(ROUNDING_BITS);
    // Twice half the exponent: the power may be below the smallest number that has all its digits.
    IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
    FloatVector sum = powerLess1(rest(x, shifted)).add(1f);
    return sum.mul(power(half)).mul(power(exponent.sub(half)));
  }

  private static FloatVector expm1(FloatVector number) {
    FloatVector low = number.blend(NEGLIGIBLE, number.compare(VectorOperators.LT, NEGLIGIBLE));
    FloatVector x = low.blend(HIGHEST, low.compare(VectorOperators.GT, HIGHEST));
    FloatVector shifted = shifted(x);
    // Half of everything, since the highest power of 2 is no number any more.
    FloatVector half = power(shifted.viewAsIntegralLanes().sub(1));
    return powerLess1(rest(x, shifted)).fma(half, half.sub(0.5f)).mul(2f);
  }

  /** The same for numbers that are negative and not below {@link #NEGLIGIBLE}. */
  private static FloatVector expm1Below(FloatVector x) {
    FloatVector shifted = shifted(x);
    FloatVector power = power(shifted.viewAsIntegralLanes());
    return powerLess1(rest(x, shifted)).fma(power, power.sub(1f));
  }

  private static FloatVector shifted(FloatVector x) {
    return x.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, ROUNDING));
  }

  private static FloatVector rest(FloatVector x, FloatVector shifted) {
    FloatVector multiple = shifted.sub(ROUNDING);
    FloatVector most = multiple.fma(FloatVector.broadcast(SPECIES, -LOG_2), x);
    return multiple.fma(FloatVector.broadcast(SPECIES, -LOG_2_REST), most);
  }

  /** The power of 2; of the exponent, the lowest nine bits count. */
  private static FloatVector power(IntVector exponent) {
    return exponent.lanewise(VectorOperators.LSHL, 23).add(ONE_BITS).viewAsFloatingLanes();
  }

  /** {@code exp(x) - 1} for numbers up to half of log 2. */
  private static FloatVector powerLess1(FloatVector x) {
    FloatVector sum = x.fma(term(1f / 5040), term(1f / 720));
    sum = sum.fma(x, term(1f / 120));
    sum = sum.fma(x, term(1f / 24));
    sum = sum.fma(x, term(1f / 6));
    sum = sum.fma(x, term(0.5f));
    return sum.fma(x.mul(x), x);
  }

  private static FloatVector term(float factor) {
    return FloatVector.broadcast(SPECIES, factor);
  }
}
