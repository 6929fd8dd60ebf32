package org.ncsn.nn;

import java.util.List;
import org.ncsn.tensor.Tensor;

/**
 * Values of a network's parameters and buffers.
 *
 * @param values one tensor for each parameter, in order
 * @param buffers one tensor for each buffer, in order
 */
public record Weights(List<Tensor> values, List<Tensor> buffers) {
  public Weights {
    values = List.copyOf(values);
    buffers = List.copyOf(buffers);
  }

  /** Of a network without buffers. */
  public Weights(List<Tensor> values) {
    this(values, List.of());
  }

  /** The value of one parameter. */
  public Tensor of(Parameter parameter) {
    return values.get(parameter.index());
  }

  /** The value of one buffer. */
  public Tensor of(Buffer buffer) {
    return buffers.get(buffer.index());
  }
}
