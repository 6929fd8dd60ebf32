package org.ncsn.nn;

import java.util.List;
import org.ncsn.tensor.Tensor;

/**
 * Values of a network's parameters.
 *
 * @param values one tensor for each parameter, in order
 */
public record Weights(List<Tensor> values) {
  public Weights {
    values = List.copyOf(values);
  }

  /** The value of one parameter. */
  public Tensor of(Parameter parameter) {
    return values.get(parameter.index());
  }
}
