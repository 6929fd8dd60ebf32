package org.ncsn.program;

import java.util.List;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;

/**
 * One mathematical operation, as programs hold it: its shape rule and its call into an engine.
 * Implementations are records, so that two equal operations are equal values.
 */
public interface Primitive {
  /** What errors and profiles call it, for example {@code conv2d}. */
  String name();

  /**
   * Type of the result.
   *
   * @throws IllegalArgumentException naming the operation, the shapes and the rule, if the operands
   *     do not fit
   */
  TensorType infer(List<TensorType> operands);

  /** Computes the result with an engine's kernels. */
  <A> A call(Kernels<A> kernels, List<A> operands);
}
