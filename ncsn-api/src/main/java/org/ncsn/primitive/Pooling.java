package org.ncsn.primitive;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.tensor.Tensor;

/** Pooling of images {@code [N,H,W,C]} over square windows. */
public final class Pooling {
  private Pooling() {}

  /** The mean of every window; the padding's zeros count. */
  public static Tensor average(Tensor image, PoolWindow window) {
    return Tensor.apply(new Average(window), image);
  }

  /**
   * The largest element of every window; padding never wins. Among equals the first one gets the
   * gradient: the first column's first row.
   */
  public static Tensor max(Tensor image, PoolWindow window) {
    return Tensor.apply(new MaxPool(image.shape(), window), image);
  }

  static Shape checked(String name, TensorType image, PoolWindow window) {
    Rules.floating(name, List.of(image));
    Rules.rank(name, "an image", image, 4);
    int least = window.size() - 2 * window.pad();
    if (image.shape().extent(1) < least || image.shape().extent(2) < least) {
      throw Rules.broken(name, window + " is larger than the padded input " + image.shape());
    }
    return window.output(image.shape());
  }

  /** The mean of every window. */
  public record Average(PoolWindow window) implements Differentiable {
    @Override
    public String name() {
      return "averagePool";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      return operands.get(0).with(checked(name(), operands.get(0), window));
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.pooling().averagePool(operands.get(0), window);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return Tensor.apply(new AverageAdjoint(operands.get(0).shape(), window), ct);
    }
  }

  /** Every value spread evenly over its window. */
  public record AverageAdjoint(Shape image, PoolWindow window) implements Differentiable {
    @Override
    public String name() {
      return "averagePoolAdjoint";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      TensorType pooled = operands.get(0);
      Shape expected = checked(name(), pooled.with(image), window);
      if (!pooled.shape().equals(expected)) {
        throw Rules.broken(name(), "pooled has shape " + expected + ", found " + pooled.shape());
      }
      return pooled.with(image);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.pooling().averagePoolAdjoint(operands.get(0), image, window);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return average(ct, window);
    }
  }
}
