package org.ncsn.nn;

import org.ncsn.array.Shape;
import org.ncsn.nn.Parameter.Layout;
import org.ncsn.primitive.Matrices;
import org.ncsn.tensor.Tensor;

/** A fully connected layer with bias, {@code [N,in] -> [N,out]}; its weight is {@code [out,in]}. */
public final class Linear implements Layer {
  private final Parameter weight;
  private final Parameter bias;

  public Linear(Parameters parameters, int in, int out) {
    Initializer initializer = Initializer.fanIn(in);
    weight = parameters.declare("weight", Shape.of(out, in), Layout.SAME, initializer);
    bias = parameters.declare("bias", Shape.of(out), Layout.SAME, initializer);
  }

  private Linear(Parameter weight, Parameter bias) {
    this.weight = weight;
    this.bias = bias;
  }

  /**
   * With weights that keep inputs and gradients about as large as they are, and no bias at first.
   */
  public static Linear balanced(Parameters parameters, int in, int out) {
    Initializer weights = Initializer.balanced(in, out, 1);
    return new Linear(
        parameters.declare("weight", Shape.of(out, in), Layout.SAME, weights),
        parameters.declare("bias", Shape.of(out), Layout.SAME, Initializer.constant(0)));
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    return Matrices.matmul(x, pass.of(weight), false, true).add(pass.of(bias));
  }
}
