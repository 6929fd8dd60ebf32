package org.ncsn.tck.broken;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Differentiable;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.tck.cases.Application;
import org.ncsn.tck.cases.Application.Operand;
import org.ncsn.tck.cases.Case;
import org.ncsn.tck.cases.Domain;
import org.ncsn.tck.check.Check;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/**
 * The kit catches vector-Jacobian products that are wrong, at once or when differentiated again.
 */
class WrongGradientTest {
  private final Backend backend = ReferenceBackend.open();

  @Test
  void aFactorIsForgotten() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> check(Check.VJP, (x, cotangent) -> cotangent.multiply(x)))
        .withMessageContainingAll("the gradient says", "differences say");
  }

  @Test
  void theGradientIsTakenForAConstant() {
    Vjp constant = (x, cotangent) -> cotangent.multiply(x.detached()).multiply(2);
    assertThatCode(() -> check(Check.VJP, constant)).doesNotThrowAnyException();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> check(Check.SECOND_DERIVATIVE, constant))
        .withMessageContainingAll("the gradient says", "differences say");
  }

  @Test
  void theCotangentIsTakenForAConstant() {
    Vjp constant = (x, cotangent) -> cotangent.detached().multiply(x).multiply(2);
    assertThatCode(() -> check(Check.VJP, constant)).doesNotThrowAnyException();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> check(Check.SECOND_DERIVATIVE, constant));
  }

  @Test
  void aRightGradientPasses() {
    Vjp right = (x, cotangent) -> cotangent.multiply(x).multiply(2);
    assertThatCode(
            () -> {
              check(Check.VJP, right);
              check(Check.SECOND_DERIVATIVE, right);
            })
        .doesNotThrowAnyException();
  }

  private void check(Check check, Vjp vjp) {
    Operand operand = new Operand(Shape.of(3, 2), Domain.REAL);
    Application squared =
        new Application(List.of(operand), operands -> Tensor.apply(new Square(vjp), operands));
    check.run(backend, new Case("test", "square", "as tested", true, draw -> squared), 1);
  }

  /** What is claimed to be the gradient of the square. */
  private interface Vjp {
    Tensor of(Tensor x, Tensor cotangent);
  }

  /** The square with any gradient. */
  private record Square(Vjp vjp) implements Differentiable {
    @Override
    public String name() {
      return "square";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      return operands.get(0);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.elementwise().unary(UnaryFunction.SQUARE, operands.get(0));
    }

    @Override
    public Tensor vjp(int operand, Tensor cotangent, List<Tensor> operands, Tensor result) {
      return vjp.of(operands.get(0), cotangent);
    }
  }
}
