package org.ncsn.backend.nd4j;

import java.util.Arrays;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.backend.nd4j.Nd4jArray.Known;
import org.ncsn.kernel.CreationKernels;

/** Arrays from nothing. */
record Creation(Machine machine) implements CreationKernels<Nd4jArray> {
  private static final Operation ASSIGN = Operation.custom("assign");

  @Override
  public Nd4jArray constant(HostArray values) {
    return machine.constant(values);
  }

  @Override
  public Nd4jArray fill(TensorType type, double value) {
    HostArray values = HostArray.zeros(type);
    switch (type.dtype()) {
      case FLOAT32 -> Arrays.fill(values.floats(), (float) value);
      case FLOAT64 -> Arrays.fill(values.doubles(), value);
      case INT32 -> Arrays.fill(values.ints(), (int) value);
    }
    return machine.constant(values).with(value == 0 ? Known.ZERO : Known.NOTHING);
  }

  @Override
  public Nd4jArray copy(Nd4jArray x) {
    Nd4jArray result = machine.allocate(x.type(), x.shape());
    assign(machine, x, result);
    return result;
  }

  /** Copies {@code x} into {@code target}, repeating it by NumPy's rule. */
  static void assign(Machine machine, Nd4jArray x, Nd4jArray target) {
    if (!target.isEmpty()) {
      // The operation reads the first operand's shape only.
      machine.run(ASSIGN, List.of(target, x), List.of(target));
    }
  }
}
