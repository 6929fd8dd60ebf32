package org.ncsn.primitive;

import java.util.List;
import java.util.Locale;
import org.ncsn.array.Shape;
import org.ncsn.kernel.Comparison;
import org.ncsn.kernel.Kernels;
import org.ncsn.tensor.Tensor;

/** Relations between numbers, and choices by them. */
public final class Choices {
  private Choices() {}

  /** A relation between two numbers. */
  public record Compare(Comparison relation) implements Pointwise {
    @Override
    public String name() {
      return "compare " + relation.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.elementwise().compare(relation, operands.get(0), operands.get(1));
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return operands.get(operand).fillLike(0);
    }
  }

  /** A choice between two numbers. */
  public record Where() implements Pointwise {
    @Override
    public String name() {
      return "where";
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.elementwise().where(operands.get(0), operands.get(1), operands.get(2));
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Tensor mask = operands.get(0);
      Tensor zero = ct.fill(Shape.scalar(), 0);
      Tensor gradient =
          switch (operand) {
            case 1 -> Elementwise.where(mask, ct, zero);
            case 2 -> Elementwise.where(mask, zero, ct);
            default -> ct.fillLike(0);
          };
      return Shaping.sumTo(gradient, operands.get(operand).shape());
    }
  }
}
