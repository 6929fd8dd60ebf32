package org.ncsn.primitive;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.tensor.Tensor;

/** Values from nothing, and copies. */
public final class Creation {
  private Creation() {}

  /** The values of an array in Java memory. */
  public record Literal(HostArray values) implements Differentiable {
    @Override
    public String name() {
      return "literal";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      return values.type();
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.creation().constant(values);
    }

    @Override
    public Tensor vjp(int operand, Tensor cotangent, List<Tensor> operands, Tensor result) {
      throw new IllegalArgumentException("literal has no operands");
    }
  }

  /** One value everywhere. */
  public record Fill(TensorType type, double value) implements Differentiable {
    @Override
    public String name() {
      return "fill";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      return type;
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.creation().fill(type, value);
    }

    @Override
    public Tensor vjp(int operand, Tensor cotangent, List<Tensor> operands, Tensor result) {
      throw new IllegalArgumentException("fill has no operands");
    }
  }

  /** The operand again as a value of its own: how a program returns what it was given. */
  public record Copy() implements Differentiable {
    @Override
    public String name() {
      return "copy";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      return operands.get(0);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.creation().copy(operands.get(0));
    }

    @Override
    public Tensor vjp(int operand, Tensor cotangent, List<Tensor> operands, Tensor result) {
      return cotangent;
    }
  }

  /**
   * The first operand again, but not before the second is there, whatever that is: keeps an engine
   * that orders a program itself from computing too early what it would then have to hold.
   */
  public record Deferred() implements Differentiable {
    @Override
    public String name() {
      return "deferred";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      return operands.get(0);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.creation().deferred(operands.get(0), operands.get(1));
    }

    @Override
    public Tensor vjp(int operand, Tensor cotangent, List<Tensor> operands, Tensor result) {
      return operand == 0 ? cotangent : operands.get(1).fillLike(0);
    }
  }
}
