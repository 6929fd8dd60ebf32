package org.ncsn.kernel;

/** Functions of one number, applied to every element. */
public enum UnaryFunction {
  EXP,
  /** Natural logarithm. */
  LOG,
  /** {@code log(1 + x)}, accurate near 0. */
  LOG1P,
  /** {@code exp(x) - 1}, accurate near 0. */
  EXPM1,
  SQRT,
  /** {@code 1 / sqrt(x)}. */
  RSQRT,
  SQUARE,
  ABS,
  /** -1, 0 or 1. */
  SIGN,
  /** Sine of an angle in radians. */
  SIN,
  /** Cosine of an angle in radians. */
  COS,
  TANH,
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID,
  /** {@code log(1 + exp(x))}, without overflow for large {@code x}. */
  SOFTPLUS,
  /** {@code max(x, 0)}. */
  RELU,
  /** {@code x} where positive, {@code exp(x) - 1} elsewhere. */
  ELU
}
