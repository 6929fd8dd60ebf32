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
   * The largest element of every window; padding never wins. Rows and columns are pooled one after
   * the other, each as a maximum of shifted images, so that gradients of any order follow; among
   * equals the first one gets the gradient.
   */
  public static Tensor max(Tensor image, PoolWindow window) {
    checked("maxPool", image.type(), window);
    return maxAlong(maxAlong(image, 1, window), 2, window);
  }

  private static Tensor maxAlong(Tensor image, int axis, PoolWindow window) {
    int count = window.output(image.shape()).extent(axis);
    int reach = (count - 1) * window.stride() + 1;
    Tensor largest = padded(image, axis, window, reach + window.size() - 1);
    // Windows of 2, 4, 8, ... are made of two of half their size, the last ones of two that
    // overlap.
    for (int size = 1; size < window.size(); ) {
      int shift = Math.min(size, window.size() - size);
      int extent = largest.shape().extent(axis) - shift;
      largest =
          Elementwise.maximum(
              Shaping.slice(largest, axis, 0, extent),
              Shaping.slice(largest, axis, shift, shift + extent));
      size += shift;
    }
    return everyNth(largest, axis, window.stride(), count);
  }

  /** Lowest numbers around, so that exactly {@code extent} positions stand along the axis. */
  private static Tensor padded(Tensor image, int axis, PoolWindow window, int extent) {
    int behind = extent - window.pad() - image.shape().extent(axis);
    Tensor inner =
        behind < 0 ? Shaping.slice(image, axis, 0, image.shape().extent(axis) + behind) : image;
    if (window.pad() == 0 && behind <= 0) {
      return inner;
    }
    Tensor before = lowest(image, axis, window.pad());
    return behind <= 0
        ? Shaping.concat(axis, List.of(before, inner))
        : window.pad() == 0
            ? Shaping.concat(axis, List.of(inner, lowest(image, axis, behind)))
            : Shaping.concat(axis, List.of(before, inner, lowest(image, axis, behind)));
  }

  private static Tensor lowest(Tensor image, int axis, int extent) {
    return image.fill(image.shape().with(axis, extent), -Float.MAX_VALUE);
  }

  private static Tensor everyNth(Tensor x, int axis, int step, int count) {
    if (step == 1) {
      return x;
    }
    int rank = x.shape().rank();
    int[] after = new int[rank];
    after[axis] = count * step - x.shape().extent(axis);
    Tensor whole = Shaping.pad(x, new int[rank], after);
    int[] split = new int[rank + 1];
    for (int i = 0; i <= rank; i++) {
      split[i] = i == axis ? count : i == axis + 1 ? step : x.shape().extent(i < axis ? i : i - 1);
    }
    Tensor groups = Shaping.reshape(whole, Shape.of(split));
    return Shaping.reshape(Shaping.slice(groups, axis + 1, 0, 1), x.shape().with(axis, count));
  }

  private static Shape checked(String name, TensorType image, PoolWindow window) {
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
