package org.ncsn.primitive;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Comparison;
import org.ncsn.kernel.Kernels;
import org.ncsn.tensor.Tensor;

/** Elementwise primitives with a constant, and ELU's gradient. */
public final class Activations {
  private Activations() {}

  /** A constant power. */
  public record Power(double exponent) implements Pointwise {
    @Override
    public String name() {
      return "power";
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.elementwise().power(operands.get(0), exponent);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Tensor x = operands.get(0);
      return exponent == 0
          ? x.fillLike(0)
          : ct.multiply(Elementwise.power(x, exponent - 1)).multiply(exponent);
    }
  }

  /** A line with a kink at 0. */
  public record LeakyRelu(double slope) implements Pointwise {
    @Override
    public String name() {
      return "leakyRelu";
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.elementwise().leakyRelu(operands.get(0), slope);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Tensor positive = Elementwise.compare(Comparison.GREATER, operands.get(0), 0);
      return ct.multiply(Elementwise.affine(positive, 1 - slope, slope));
    }
  }

  /** Limits to an interval. */
  public record Clamp(double low, double high) implements Pointwise {
    public Clamp {
      if (!(low <= high)) {
        throw Rules.broken("clamp", "low is at most high, found " + low + " and " + high);
      }
    }

    @Override
    public String name() {
      return "clamp";
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.elementwise().clamp(operands.get(0), low, high);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Tensor x = operands.get(0);
      Tensor inside =
          Elementwise.compare(Comparison.GREATER_OR_EQUAL, x, low)
              .multiply(Elementwise.compare(Comparison.LESS_OR_EQUAL, x, high));
      return ct.multiply(inside);
    }
  }

  /**
   * The gradient through ELU, from ELU's result: its derivative is {@code y + 1} where {@code y} is
   * negative and 1 elsewhere, so that the backward pass need not keep ELU's input.
   */
  public record EluGradient() implements Differentiable {
    @Override
    public String name() {
      return "eluGradient";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      Rules.floating(name(), operands);
      if (!operands.get(0).equals(operands.get(1))) {
        throw Rules.broken(name(), "operands have one shape, found " + Rules.list(operands));
      }
      return operands.get(0);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.elementwise().eluGradient(operands.get(0), operands.get(1));
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Tensor y = operands.get(1);
      if (operand == 0) {
        return Tensor.apply(new EluGradient(), ct, y);
      }
      Tensor negative = Elementwise.compare(Comparison.LESS, y, 0);
      Tensor product = ct.multiply(operands.get(0));
      return Elementwise.where(negative, product, ct.fill(Shape.scalar(), 0));
    }
  }
}
