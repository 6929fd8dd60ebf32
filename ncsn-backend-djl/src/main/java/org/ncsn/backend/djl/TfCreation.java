package org.ncsn.backend.djl;

import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.CreationKernels;

/** Arrays from nothing. */
record TfCreation<A>(TfOps<A> ops) implements CreationKernels<A> {
  @Override
  public A constant(HostArray values) {
    return ops.constant(values);
  }

  @Override
  public A fill(TensorType type, double value) {
    return ops.op("Fill").ints(type.shape().extents()).scalar(type.dtype(), value).run();
  }

  /** TensorFlow counts who holds a buffer and never writes to one that several hold. */
  @Override
  public A copy(A x) {
    return ops.op("Identity").input(x).run();
  }

  /** A graph's operations are otherwise run as soon as their operands are there. */
  @Override
  public A deferred(A x, A other) {
    return ops.op("Identity").input(x).after(other).run();
  }
}
