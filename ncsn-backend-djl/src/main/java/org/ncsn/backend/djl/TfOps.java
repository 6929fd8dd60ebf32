package org.ncsn.backend.djl;

import java.util.function.Supplier;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;

/**
 * TensorFlow's operations by name, computed at once or added to a graph: kernels are written once
 * against this and serve both.
 *
 * @param <A> the array, or its symbol in a graph
 */
interface TfOps<A> {
  /** An operation to be given operands and attributes. */
  OpBuilder<A> op(String name);

  A constant(HostArray values);

  /** Element type and shape, which are known in a graph too. */
  TensorType type(A array);

  /** Whether operations are added to a graph: one more costs little there, and some become one. */
  boolean isGraph();

  /** Whether an array is the symbol of the result of an operation of this name. */
  boolean isResultOf(String name, A array);

  /** The result of a kernel of several operations; what they left in between is freed. */
  A scoped(Supplier<A> kernel);
}
