package org.ncsn.nn;

import org.ncsn.array.Shape;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.primitive.Indexing;
import org.ncsn.primitive.Shaping;
import org.ncsn.tensor.Tensor;

/**
 * A fully connected layer {@code [N,in] -> [N,out]} whose outputs every noise level scales and
 * shifts in its own way: {@code gamma_i (W x + b) + beta_i}.
 */
public final class ConditionalLinear implements Layer {
  private static final float SPREAD = 0.02f;

  private final Linear linear;
  private final Parameter embedding;
  private final int out;

  public ConditionalLinear(Parameters parameters, int levels, int in, int out) {
    this.linear = new Linear(parameters.at("lin"), in, out);
    this.embedding =
        parameters.declare(
            "embed.weight",
            Shape.of(levels, 2 * out),
            Layout.SAME,
            Initializer.columns(Initializer.normal(1, SPREAD), Initializer.constant(0)));
    this.out = out;
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Tensor coefficients = Indexing.gatherRows(pass.of(embedding), pass.condition().level());
    Tensor gamma = Shaping.slice(coefficients, 1, 0, out);
    Tensor beta = Shaping.slice(coefficients, 1, out, 2 * out);
    return linear.apply(pass, x).multiply(gamma).add(beta);
  }
}
