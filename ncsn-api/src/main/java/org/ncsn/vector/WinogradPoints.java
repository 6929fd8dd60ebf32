package org.ncsn.vector;

import static org.ncsn.vector.WinogradSizes.PATCH;

/**
 * What the linear maps of Winograd's algorithm F(4 x 4, 3 x 3) are made of. A convolution is {@code
 * A'((G g G') * (B'd B))A} for patches d and kernels g: polynomials are multiplied by way of their
 * values at 0, 5/8, -5/8, 3/2, -3/2 and infinity, which lose fewer digits than the usual 1 and 2.
 *
 * <p>The maps go along one axis and then along the other, a vector of channels at a time. Factors
 * are vectors made before the loops, and all loads are the vectors' own methods: where factors are
 * made in the loops, or loads are methods of ours, the compiler may put them into objects.
 */
final class WinogradPoints {
  /** Half of the values are at this point and at its negative, with its square. */
  static final float P = 0.625f;

  static final float PP = P * P;

  /** The others, with its square. */
  static final float Q = 1.5f;

  static final float QQ = Q * Q;

  /** What a kernel's values are multiplied by. */
  static final float OF_ZERO = 1 / (PP * QQ);

  static final float OF_P = 1 / (2 * PP * (PP - QQ));
  static final float OF_Q = 1 / (2 * QQ * (QQ - PP));

  /** Vectors that a first half of a transform leaves for the second. */
  static final int HALF = PATCH * PATCH;

  private WinogradPoints() {}
}
