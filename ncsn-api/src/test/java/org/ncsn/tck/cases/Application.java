package org.ncsn.tck.cases;

import java.util.List;
import java.util.function.Function;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.tensor.Tensor;

/**
 * An operation and what it is applied to.
 *
 * @param operands shapes and domains of the operands
 * @param operation the operation; works on tensors of any backend, element type, and in a trace
 */
public record Application(List<Operand> operands, Function<List<Tensor>, Tensor> operation) {
  /** One operand. */
  public record Operand(Shape shape, Domain domain) {}

  /** An operation on one tensor. */
  static Application of(Shape shape, Domain domain, Function<Tensor, Tensor> operation) {
    return new Application(
        List.of(new Operand(shape, domain)), operands -> operation.apply(operands.get(0)));
  }

  /** The result on the given operands. */
  public Tensor apply(List<Tensor> tensors) {
    return operation.apply(tensors);
  }

  /** Operands for testing values. */
  public List<HostArray> anywhere(Draw draw, DType dtype) {
    return operands.stream()
        .map(
            operand -> array(operand, operand.domain().anywhere().fill(draw, size(operand)), dtype))
        .toList();
  }

  /** Operands for testing derivatives. */
  public List<HostArray> smooth(Draw draw, DType dtype) {
    return operands.stream()
        .map(operand -> array(operand, operand.domain().smooth().fill(draw, size(operand)), dtype))
        .toList();
  }

  private static int size(Operand operand) {
    return operand.shape().intSize();
  }

  private static HostArray array(Operand operand, double[] values, DType dtype) {
    return HostArray.of(operand.shape(), values).to(operand.domain().dtype(dtype));
  }

  @Override
  public String toString() {
    return "operands " + operands.stream().map(Operand::shape).toList();
  }
}
