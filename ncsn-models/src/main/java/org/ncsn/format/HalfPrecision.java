package org.ncsn.format;

/** The values that numbers of 16 bits stand for; every one is a {@code float32}, too. */
final class HalfPrecision {
  private static final int FRACTION_BITS = 10;
  private static final int FRACTION = (1 << FRACTION_BITS) - 1;
  private static final int EXPONENT = 0x1f;
  private static final int BIAS = 15;

  private HalfPrecision() {}

  /** IEEE 754's binary16: a sign, 5 bits of exponent, 10 of fraction. */
  static float float16(short bits) {
    int exponent = bits >>> FRACTION_BITS & EXPONENT;
    int fraction = bits & FRACTION;
    float magnitude;
    if (exponent == EXPONENT) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((float) fraction, 1 - BIAS - FRACTION_BITS);
    } else {
      magnitude = Math.scalb((float) (fraction + FRACTION + 1), exponent - BIAS - FRACTION_BITS);
    }
    return bits < 0 ? -magnitude : magnitude;
  }

  /** The nearest binary16, of two the one with an even fraction; infinite beyond 65,520. */
  static short toFloat16(float value) {
    int sign = Float.floatToRawIntBits(value) >>> Short.SIZE & 1 << (Short.SIZE - 1);
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | EXPONENT << FRACTION_BITS | 1 << (FRACTION_BITS - 1));
    }
    int exponent = Math.max(Math.getExponent(magnitude), 1 - BIAS);
    if (exponent > BIAS) {
      return (short) (sign | EXPONENT << FRACTION_BITS);
    }
    // How many steps of this exponent it takes: the fraction, with the leading one above it.
    int steps = (int) Math.rint(Math.scalb((double) magnitude, FRACTION_BITS - exponent));
    // A carry out of the fraction goes where it belongs: into the exponent.
    return (short) (sign | (((exponent + BIAS - 1) << FRACTION_BITS) + steps));
  }

  /** The upper half of a {@code float32}. */
  static float bfloat16(short bits) {
    return Float.intBitsToFloat(bits << Short.SIZE);
  }
}
