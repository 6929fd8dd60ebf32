package org.ncsn.kernel;

import java.util.function.UnaryOperator;

/**
 * Kernels made of others: slower, and right on every engine. What is needed in between is released.
 *
 * @param <A> the engine's array
 */
record Compositions<A>(ElementwiseKernels<A> kernels) {
  A unary(UnaryFunction function, A x) {
    return switch (function) {
      case SQUARE -> kernels.binary(BinaryFunction.MULTIPLY, x, x);
      case ABS -> between(negative(x), minus -> kernels.binary(BinaryFunction.MAXIMUM, x, minus));
      case SIGN -> between(negative(x), minus -> sign(x, minus));
      case RSQRT -> between(kernels.unary(UnaryFunction.SQRT, x), root -> kernels.power(root, -1));
      case RELU -> between(constant(x, 0), zero -> kernels.binary(BinaryFunction.MAXIMUM, x, zero));
      case SIGMOID -> between(onePlusExp(x, -1), sum -> kernels.power(sum, -1));
      case SOFTPLUS ->
          combined(
              BinaryFunction.ADD,
              unary(UnaryFunction.RELU, x),
              between(unary(UnaryFunction.ABS, x), this::log1pExpOfNegative));
      case ELU ->
          combined(
              BinaryFunction.ADD, unary(UnaryFunction.RELU, x), between(belowZero(x), this::expm1));
      case EXPM1 -> expm1(x);
      case EXP, LOG, LOG1P, SQRT, SIN, COS, TANH ->
          throw new UnsupportedOperationException(
              function + " is made of no other kernels: every engine computes it itself");
    };
  }

  A leakyRelu(A x, double slope) {
    return combined(
        BinaryFunction.ADD,
        unary(UnaryFunction.RELU, x),
        between(belowZero(x), below -> kernels.affine(below, slope, 0)));
  }

  A clamp(A x, double low, double high) {
    return combined(
        BinaryFunction.MINIMUM,
        between(constant(x, low), least -> kernels.binary(BinaryFunction.MAXIMUM, x, least)),
        constant(x, high));
  }

  A eluGradient(A cotangent, A y) {
    return between(
        between(belowZero(y), below -> kernels.affine(below, 1, 1)),
        slope -> kernels.binary(BinaryFunction.MULTIPLY, cotangent, slope));
  }

  /** 1 for every element that is a number. */
  A ones(A x) {
    return kernels.compare(Comparison.EQUAL, x, x);
  }

  /** Uses what is needed only in between. */
  A between(A intermediate, UnaryOperator<A> use) {
    try {
      return use.apply(intermediate);
    } finally {
      kernels.release(intermediate);
    }
  }

  /** A function of two numbers that are both needed only in between. */
  A combined(BinaryFunction function, A left, A right) {
    return between(left, a -> between(right, b -> kernels.binary(function, a, b)));
  }

  private A constant(A x, double value) {
    return between(ones(x), ones -> kernels.affine(ones, 0, value));
  }

  private A negative(A x) {
    return kernels.affine(x, -1, 0);
  }

  private A belowZero(A x) {
    return between(constant(x, 0), zero -> kernels.binary(BinaryFunction.MINIMUM, x, zero));
  }

  /** A positive number is greater than its negative, a negative one less; NaN is neither. */
  private A sign(A x, A minus) {
    return combined(
        BinaryFunction.ADD,
        combined(
            BinaryFunction.SUBTRACT,
            kernels.compare(Comparison.GREATER, x, minus),
            kernels.compare(Comparison.LESS, x, minus)),
        between(clamp(x, -1, 1), near -> kernels.binary(BinaryFunction.SUBTRACT, near, near)));
  }

  private A exp(A x, double scale) {
    return between(kernels.affine(x, scale, 0), scaled -> kernels.unary(UnaryFunction.EXP, scaled));
  }

  private A onePlusExp(A x, double scale) {
    return between(exp(x, scale), power -> kernels.affine(power, 1, 1));
  }

  private A log1pExpOfNegative(A x) {
    return between(exp(x, -1), power -> kernels.unary(UnaryFunction.LOG1P, power));
  }

  /** {@code tanh(x / 2) (exp(x) + 1)}: near 0 nothing cancels. */
  private A expm1(A x) {
    return combined(
        BinaryFunction.MULTIPLY,
        between(kernels.affine(x, 0.5, 0), half -> kernels.unary(UnaryFunction.TANH, half)),
        onePlusExp(x, 1));
  }
}
