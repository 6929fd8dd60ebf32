package org.ncsn.tck.reference;

import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.CreationKernels;

final class ReferenceCreation implements CreationKernels<HostArray> {
  @Override
  public HostArray constant(HostArray values) {
    return copy(values);
  }

  @Override
  public HostArray fill(TensorType type, double value) {
    return Cells.array(type, position -> value);
  }

  @Override
  public HostArray copy(HostArray x) {
    return Cells.array(x.type(), position -> Cells.at(x, position));
  }
}
