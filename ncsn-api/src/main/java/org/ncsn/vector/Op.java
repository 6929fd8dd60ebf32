package org.ncsn.vector;

/** What is done with a block of numbers, or two or three, place by place. */
public enum Op {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  MAXIMUM,
  MINIMUM,
  /** {@code p a + q}, rounded twice. */
  AFFINE,
  /** The number limited to {@code [p, q]}. */
  CLAMP,
  /** {@code a} where positive, {@code p a} elsewhere. */
  LEAKY_RELU,
  SQUARE,
  SQRT,
  /** One over the root. */
  RSQRT,
  ABS,
  SIGN,
  RELU,
  EXP,
  /** {@code exp(a) - 1}, accurate near 0. */
  EXPM1,
  TANH,
  SIGMOID,
  /** {@code log(1 + exp(a))}. */
  SOFTPLUS,
  ELU,
  /** {@code a} times what ELU with the result {@code b} had for a slope. */
  ELU_GRADIENT,
  /** 1 where both are equal, 0 elsewhere. */
  EQUAL,
  /** 1 where {@code a} is the smaller one, 0 elsewhere. */
  LESS,
  /** 1 where {@code a} is not the larger one, 0 elsewhere. */
  LESS_OR_EQUAL,
  /** {@code b} where {@code a} is not 0, {@code c} elsewhere. */
  WHERE,
  /** {@code p} times the sum of a row of {@code a}, at each of its places. */
  ROW_SUM,
  /** {@code p} times the sum of the squares of a row of {@code a}, at each of its places. */
  ROW_SQUARES,
  /** The largest number of a row of {@code a}, at each of its places. */
  ROW_LARGEST
}
