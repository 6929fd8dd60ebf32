package org.ncsn.tck.reference;

import java.util.Arrays;
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
    double[] values = new double[type.shape().intSize()];
    Arrays.fill(values, value);
    return Cells.rounded(type, values);
  }

  @Override
  public HostArray copy(HostArray x) {
    HostArray copy = HostArray.zeros(x.type());
    HostArray.copy(x, 0, copy, 0, x.shape().intSize());
    return copy;
  }
}
