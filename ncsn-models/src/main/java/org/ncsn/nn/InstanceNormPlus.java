package org.ncsn.nn;

import java.util.Optional;
import org.ncsn.array.Shape;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.tensor.Tensor;

/**
 * Instance normalization "plus" for networks without noise levels: {@link
 * ConditionalInstanceNormPlus} with one alpha, gamma and beta a channel.
 */
public final class InstanceNormPlus implements Layer {
  private final Parameter alpha;
  private final Parameter gamma;
  private final Optional<Parameter> beta;

  /** As a {@link Normalization}. */
  public static Normalization normalization() {
    return Normalization.of(
        (parameters, channels) -> new InstanceNormPlus(parameters, channels, true));
  }

  /** The same without beta. */
  public static Normalization withoutBias() {
    return Normalization.of(
        (parameters, channels) -> new InstanceNormPlus(parameters, channels, false));
  }

  private InstanceNormPlus(Parameters parameters, int channels, boolean biased) {
    Initializer nearOne = Initializer.normal(1, 0.02f);
    alpha = parameters.declare("alpha", Shape.of(channels), Layout.SAME, nearOne);
    gamma = parameters.declare("gamma", Shape.of(channels), Layout.SAME, nearOne);
    beta =
        biased
            ? Optional.of(
                parameters.declare(
                    "beta", Shape.of(channels), Layout.SAME, Initializer.constant(0)))
            : Optional.empty();
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Tensor factor = pass.of(gamma);
    Tensor shift = beta.map(pass::of).orElseGet(() -> factor.fillLike(0));
    return Centred.ofPixels(x).normalizedPlus(factor, pass.of(alpha), shift);
  }
}
