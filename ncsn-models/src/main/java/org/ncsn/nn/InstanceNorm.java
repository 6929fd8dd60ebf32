package org.ncsn.nn;

/** Instance normalization: every channel of every image less its mean, over its deviation. */
public final class InstanceNorm {
  private InstanceNorm() {}

  /** As a {@link Normalization}, which has no parameters. */
  public static Normalization normalization() {
    return withEpsilon(Centred.EPSILON);
  }

  /**
   * The same with another epsilon.
   *
   * @param epsilon is added to the variance before its root divides
   */
  public static Normalization withEpsilon(double epsilon) {
    return Normalization.of(
        (parameters, channels) -> (pass, x) -> Centred.ofPixels(x).with(epsilon).normalized());
  }
}
