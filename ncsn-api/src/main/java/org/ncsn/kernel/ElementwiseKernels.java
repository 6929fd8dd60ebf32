package org.ncsn.kernel;

/**
 * Operations that treat every element alike. Two or three operands broadcast by NumPy's rule.
 *
 * @param <A> the engine's array
 */
public interface ElementwiseKernels<A> {
  A unary(UnaryFunction function, A x);

  A binary(BinaryFunction function, A a, A b);

  /** 1 where the relation holds and 0 elsewhere, in the operands' element type. */
  A compare(Comparison relation, A a, A b);

  /** {@code a} where the mask is not 0, {@code b} elsewhere. */
  A where(A mask, A a, A b);

  /** {@code scale * x + shift}. */
  A affine(A x, double scale, double shift);

  /** {@code x} to a constant power. */
  A power(A x, double exponent);

  /** {@code x} where positive, {@code slope * x} elsewhere. */
  A leakyRelu(A x, double slope);

  /** {@code x} limited to {@code [low, high]}. */
  A clamp(A x, double low, double high);

  /**
   * The gradient through ELU from its result: {@code cotangent} where {@code y > 0}, {@code
   * cotangent * (y + 1)} elsewhere. Both operands have the same shape.
   */
  A eluGradient(A cotangent, A y);
}
