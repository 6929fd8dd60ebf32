package org.ncsn.vector;

import org.ncsn.vector.BlockKernel.Place;
import org.ncsn.vector.Result.Fold;

/** What is done with a block of numbers, or two or three, place by place. */
public enum Op {
  ADD((v, at, n) -> Arithmetic.add(v, at.t(), at.a(), at.b(), n)),
  SUBTRACT((v, at, n) -> Arithmetic.subtract(v, at.t(), at.a(), at.b(), n)),
  MULTIPLY((v, at, n) -> Arithmetic.multiply(v, at.t(), at.a(), at.b(), n)),
  DIVIDE((v, at, n) -> Arithmetic.divide(v, at.t(), at.a(), at.b(), n)),
  MAXIMUM((v, at, n) -> Arithmetic.maximum(v, at.t(), at.a(), at.b(), n)),
  MINIMUM((v, at, n) -> Arithmetic.minimum(v, at.t(), at.a(), at.b(), n)),
  /** {@code p a + q}, rounded twice. */
  AFFINE(Op::affine),
  /** The number limited to {@code [p, q]}. */
  CLAMP((v, at, n) -> Arithmetic.clamp(v, at.t(), at.a(), at.p(), at.q(), n)),
  /** {@code a} where positive, {@code p a} elsewhere. */
  LEAKY_RELU((v, at, n) -> Choices.leakyRelu(v, at.t(), at.a(), at.p(), n)),
  SQUARE((v, at, n) -> Arithmetic.multiply(v, at.t(), at.a(), at.a(), n)),
  SQRT((v, at, n) -> Arithmetic.sqrt(v, at.t(), at.a(), n)),
  /** One over the root. */
  RSQRT((v, at, n) -> Arithmetic.reciprocalSqrt(v, at.t(), at.a(), n)),
  ABS((v, at, n) -> Arithmetic.abs(v, at.t(), at.a(), n)),
  SIGN((v, at, n) -> Choices.sign(v, at.t(), at.a(), n)),
  RELU((v, at, n) -> Arithmetic.maximum(v, at.t(), at.a(), 0f, n)),
  EXP((v, at, n) -> Exponentials.exp(v, at.t(), at.a(), n)),
  /** {@code exp(a) - 1}, accurate near 0. */
  EXPM1((v, at, n) -> Exponentials.expm1(v, at.t(), at.a(), n)),
  TANH((v, at, n) -> Exponentials.tanh(v, at.t(), at.a(), n)),
  SIGMOID((v, at, n) -> Exponentials.sigmoid(v, at.t(), at.a(), n)),
  /** {@code log(1 + exp(a))}. */
  SOFTPLUS((v, at, n) -> Exponentials.softplus(v, at.t(), at.a(), n)),
  ELU((v, at, n) -> Exponentials.elu(v, at.t(), at.a(), n)),
  /** {@code a} times what ELU with the result {@code b} had for a slope. */
  ELU_GRADIENT((v, at, n) -> Choices.eluGradient(v, at.t(), at.a(), at.b(), n)),
  /** 1 where both are equal, 0 elsewhere. */
  EQUAL((v, at, n) -> Choices.equal(v, at.t(), at.a(), at.b(), n)),
  /** 1 where {@code a} is the smaller one, 0 elsewhere. */
  LESS((v, at, n) -> Choices.less(v, at.t(), at.a(), at.b(), n)),
  /** 1 where {@code a} is not the larger one, 0 elsewhere. */
  LESS_OR_EQUAL((v, at, n) -> Choices.lessOrEqual(v, at.t(), at.a(), at.b(), n)),
  /** {@code b} where {@code a} is not 0, {@code c} elsewhere. */
  WHERE((v, at, n) -> Choices.where(v, at.t(), at.a(), at.b(), at.c(), n)),
  /** {@code p} times the sum of a row of {@code a}, at each of its places. */
  ROW_SUM((v, at, n) -> spread(Fold.SUM, v, at, n)),
  /** {@code p} times the sum of the squares of a row of {@code a}, at each of its places. */
  ROW_SQUARES((v, at, n) -> spread(Fold.SQUARES, v, at, n)),
  /** The largest number of a row of {@code a}, at each of its places. */
  ROW_LARGEST((v, at, n) -> spread(Fold.LARGEST, v, at, n));

  @SuppressWarnings("ImmutableEnumChecker") // kernels are functions
  private final BlockKernel kernel;

  Op(BlockKernel kernel) {
    this.kernel = kernel;
  }

  /** What computes it. */
  BlockKernel kernel() {
    return kernel;
  }

  private static void affine(float[] v, Place at, int count) {
    if (at.q() == 0) {
      Arithmetic.multiply(v, at.t(), at.a(), at.p(), count);
    } else if (at.p() == 1) {
      Arithmetic.add(v, at.t(), at.a(), at.q(), count);
    } else {
      Arithmetic.affine(v, at.t(), at.a(), at.p(), at.q(), count);
    }
  }

  private static void spread(Fold fold, float[] v, Place at, int count) {
    Sums.spread(fold, v, at.t(), at.a(), count, at.width(), at.p(), at.scratch());
  }
}
