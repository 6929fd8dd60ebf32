package org.ncsn.nn;

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
  private final Parameter beta;

  /** As a {@link Normalization}. */
  public static Normalization normalization() {
    return Normalization.of(InstanceNormPlus::new);
  }

  public InstanceNormPlus(Parameters parameters, int channels) {
    Initializer nearOne = Initializer.normal(1, 0.02f);
    alpha = parameters.declare("alpha", Shape.of(channels), Layout.SAME, nearOne);
    gamma = parameters.declare("gamma", Shape.of(channels), Layout.SAME, nearOne);
    beta = parameters.declare("beta", Shape.of(channels), Layout.SAME, Initializer.constant(0));
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    return Centred.ofPixels(x).normalizedPlus(pass.of(gamma), pass.of(alpha), pass.of(beta));
  }
}
