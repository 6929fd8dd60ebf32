package org.ncsn.nn;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Tensor;

/**
 * Variance normalization: {@code alpha x / sqrt(v + eps)} with v the unbiased variance over the
 * pixels of a channel, whose mean stays.
 */
public final class VarianceNorm {
  private static final Initializer NEAR_ONE = Initializer.normal(1, 0.02f);

  private VarianceNorm() {}

  /** As a {@link Normalization}. */
  public static Normalization normalization() {
    return Normalization.of(
        (parameters, channels) -> {
          Parameter alpha = parameters.declare("alpha", Shape.of(channels), Layout.SAME, NEAR_ONE);
          return (pass, x) -> scaled(x, pass.of(alpha));
        });
  }

  /** With an alpha for each of so many noise levels. */
  public static Normalization forLevels(int levels) {
    return Normalization.conditional(
        Conditioning.levels(levels),
        (parameters, channels) -> {
          LevelTable table = new LevelTable(parameters, levels, channels, List.of(NEAR_ONE), false);
          return (pass, x) -> scaled(x, table.of(pass).get(0));
        });
  }

  private static Tensor scaled(Tensor x, Tensor alpha) {
    double pixels = (double) x.shape().extent(1) * x.shape().extent(2);
    Tensor unbiased = Centred.ofPixels(x).variance().multiply(pixels / (pixels - 1));
    return x.multiply(alpha.multiply(Elementwise.reciprocalSqrt(unbiased.add(Centred.EPSILON))));
  }
}
