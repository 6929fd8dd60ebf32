package org.ncsn.nn;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Tensor;

/**
 * Fully connected layers with softplus between them, {@code [N,in] -> [N,out]}. Its parameters are
 * named as those of PyTorch's {@code Sequential(Linear, Softplus, Linear, ...)}: {@code 0.weight},
 * {@code 0.bias}, {@code 2.weight} and so on.
 */
public final class Perceptron implements Layer {
  private final List<Linear> layers = new ArrayList<>();

  /**
   * @param widths numbers of inputs, of each hidden layer's units, and of outputs
   */
  public Perceptron(Parameters parameters, int... widths) {
    for (int i = 0; i + 1 < widths.length; i++) {
      layers.add(new Linear(parameters.at(2 * i), widths[i], widths[i + 1]));
    }
  }

  @Override
  public Tensor apply(Pass pass, Tensor x) {
    Tensor state = layers.get(0).apply(pass, x);
    for (Linear layer : layers.subList(1, layers.size())) {
      state = layer.apply(pass, Elementwise.softplus(state));
    }
    return state;
  }
}
