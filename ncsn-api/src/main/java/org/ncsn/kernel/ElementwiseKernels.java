package org.ncsn.kernel;

/**
 * Operations that treat every element alike. Two or three operands broadcast by NumPy's rule.
 *
 * @param <A> the engine's array
 */
public interface ElementwiseKernels<A> {
  /**
   * A function of every element. An engine computes what it does well, {@code EXP}, {@code LOG},
   * {@code LOG1P}, {@code SQRT}, {@code SIN}, {@code COS} and {@code TANH} at least, and leaves the
   * rest, and what will be added one day, to {@link #composed}.
   */
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
  default A leakyRelu(A x, double slope) {
    return new Compositions<>(this).leakyRelu(x, slope);
  }

  /** {@code x} limited to {@code [low, high]}. */
  default A clamp(A x, double low, double high) {
    return new Compositions<>(this).clamp(x, low, high);
  }

  /**
   * The gradient through ELU from its result: {@code cotangent} where {@code y > 0}, {@code
   * cotangent * (y + 1)} elsewhere. Both operands have the same shape.
   */
  default A eluGradient(A cotangent, A y) {
    return new Compositions<>(this).eluGradient(cotangent, y);
  }

  /**
   * A function made of the other kernels.
   *
   * @throws UnsupportedOperationException if it is one of those that every engine computes itself
   */
  default A composed(UnaryFunction function, A x) {
    return new Compositions<>(this).unary(function, x);
  }

  /**
   * Gives back what a composed kernel needed in between. An engine whose arrays wait for their
   * release releases it here, too; one that writes graphs, or leaves arrays to Java, does nothing.
   */
  default void release(A intermediate) {}
}
