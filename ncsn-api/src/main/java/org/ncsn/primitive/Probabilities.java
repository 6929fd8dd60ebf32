package org.ncsn.primitive;

import java.util.List;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.tensor.Tensor;

/** Numbers made probabilities. */
public final class Probabilities {
  private Probabilities() {}

  /** {@code exp(x)} over its sum along the last axis, without overflow. */
  public static Tensor softmax(Tensor x) {
    return Tensor.apply(new Softmax(x.shape().rank() - 1), x);
  }

  /**
   * The logarithm of {@link #softmax}: exact also where that is nearly 1, and finite where it is
   * too small for a number.
   */
  public static Tensor logSoftmax(Tensor x) {
    // The largest cancels, so that no gradient need flow through it.
    Tensor behind = x.subtract(Reductions.max(x.detached(), true, -1));
    Tensor sum = Reductions.sum(Elementwise.exp(behind), true, -1);
    return behind.subtract(Elementwise.log(sum));
  }

  /**
   * The softmax. The backward pass keeps nothing but its result.
   *
   * @param axis the last one
   */
  public record Softmax(int axis) implements Differentiable {
    @Override
    public String name() {
      return "softmax";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      Rules.floating(name(), operands);
      TensorType x = operands.get(0);
      if (axis < 0 || axis != x.shape().rank() - 1) {
        throw Rules.broken(
            name(), "goes along the last axis, not axis " + axis + " of " + x.shape());
      }
      return x;
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.reductions().softmax(operands.get(0), axis, kernels.elementwise());
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor y) {
      return y.multiply(ct.subtract(Reductions.sum(ct.multiply(y), true, axis)));
    }
  }
}
