package org.ncsn.primitive;

import java.util.List;
import org.ncsn.spi.Kernels;
import org.ncsn.tensor.Tensor;
import org.ncsn.tensor.TensorType;

/**
 * One mathematical operation: its shape rule, its call into an engine and its vector-Jacobian
 * product, side by side. Implementations are records, so that two equal operations are equal
 * values.
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

  /**
   * The vector-Jacobian product with respect to one operand, written in differentiable operations,
   * so that it can be differentiated again.
   *
   * @param operand which operand the gradient is for
   * @param cotangent gradient of some scalar with respect to the result, of the result's type
   * @param operands what the operation was applied to
   * @param result what came out
   * @return the gradient of that scalar with respect to the operand, of the operand's type
   */
  Tensor vjp(int operand, Tensor cotangent, List<Tensor> operands, Tensor result);
}
