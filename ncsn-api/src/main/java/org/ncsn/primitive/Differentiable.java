package org.ncsn.primitive;

import java.util.List;
import org.ncsn.program.Primitive;
import org.ncsn.tensor.Tensor;

/** A primitive and, beside its shape rule and its call into an engine, its derivative. */
public interface Differentiable extends Primitive {
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
