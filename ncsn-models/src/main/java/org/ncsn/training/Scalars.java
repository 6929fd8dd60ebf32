package org.ncsn.training;

import java.util.Collections;
import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.optim.UpdateRule;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/** The numbers of an update that depend on the step, as tensors. */
final class Scalars {
  private Scalars() {}

  static List<TensorType> types(UpdateRule rule, TensorType batch) {
    return Collections.nCopies(rule.scalars(1).size(), batch.with(Shape.scalar()));
  }

  static List<Tensor> at(Backend backend, UpdateRule rule, TrainingState state, TensorType batch) {
    return rule.scalars(state.step() + 1).stream()
        .map(scalar -> backend.scalar(batch.dtype(), scalar))
        .toList();
  }
}
