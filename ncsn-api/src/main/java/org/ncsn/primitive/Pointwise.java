package org.ncsn.primitive;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/**
 * A primitive that computes each element from those that broadcasting brings together. It commutes
 * with repetition: of repeated operands it makes a repeated result.
 */
public interface Pointwise extends Differentiable {
  @Override
  default TensorType infer(List<TensorType> operands) {
    Rules.floating(name(), operands);
    Shape shape = operands.get(0).shape();
    try {
      for (TensorType operand : operands) {
        shape = shape.broadcast(operand.shape());
      }
    } catch (IllegalArgumentException mismatch) {
      throw Rules.broken(name(), mismatch.getMessage());
    }
    return operands.get(0).with(shape);
  }
}
