package org.ncsn.kernel;

import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;

/**
 * Arrays from nothing.
 *
 * @param <A> the engine's array
 */
public interface CreationKernels<A> {
  /** An array with the values of one in Java memory. */
  A constant(HostArray values);

  /** An array that holds one value everywhere. */
  A fill(TensorType type, double value);

  /** The same values in memory of their own; any element type. */
  A copy(A x);

  /**
   * A copy that is not made before another array is there. Only an engine that does not run a
   * program in the order in which it is written need do more than copy.
   */
  default A deferred(A x, A other) {
    return copy(x);
  }
}
