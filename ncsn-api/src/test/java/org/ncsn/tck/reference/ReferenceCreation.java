package org.ncsn.tck.reference;

import org.ncsn.spi.CreationKernels;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.TensorType;

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
