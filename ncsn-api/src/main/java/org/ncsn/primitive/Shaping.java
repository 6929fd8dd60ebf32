package org.ncsn.primitive;

import java.util.List;
import java.util.stream.IntStream;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.tensor.Tensor;

/** Operations that move elements and compute nothing. */
public final class Shaping {
  private Shaping() {}

  /** The same elements in row-major order under another shape of the same size. */
  public static Tensor reshape(Tensor x, Shape shape) {
    return x.shape().equals(shape) ? x : Tensor.apply(new Reshape(shape), x);
  }

  /** Axis {@code i} of the result is axis {@code order[i]} of {@code x}. */
  public static Tensor transpose(Tensor x, int... order) {
    return Tensor.apply(new Transpose(IntStream.of(order).boxed().toList()), x);
  }

  /** Repeated along missing axes and axes of extent 1. */
  public static Tensor broadcastTo(Tensor x, Shape shape) {
    return x.shape().equals(shape) ? x : Tensor.apply(new BroadcastTo(shape), x);
  }

  /** The adjoint of {@link #broadcastTo}: summed along the axes that broadcasting repeated. */
  public static Tensor sumTo(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    int offset = x.shape().rank() - shape.rank();
    int[] repeated =
        IntStream.range(0, x.shape().rank())
            .filter(
                axis ->
                    axis < offset
                        || (shape.extent(axis - offset) == 1 && x.shape().extent(axis) != 1))
            .toArray();
    return reshape(repeated.length == 0 ? x : Reductions.sum(x, true, repeated), shape);
  }

  /** Parts one behind the other along an axis. */
  public static Tensor concat(int axis, List<Tensor> parts) {
    if (parts.isEmpty()) {
      throw Rules.broken("concat", "joins at least one part, found none");
    }
    int index = Rules.axis("concat", parts.get(0).type(), axis);
    return parts.size() == 1 ? parts.get(0) : Tensor.apply(new Blocks.Concat(index), parts);
  }

  /** The block of the given extents that begins at {@code begin}. */
  public static Tensor slice(Tensor x, int[] begin, Shape extents) {
    return Tensor.apply(new Blocks.Slice(IntStream.of(begin).boxed().toList(), extents), x);
  }

  /** Positions {@code from} (inclusive) to {@code to} (exclusive) of one axis. */
  public static Tensor slice(Tensor x, int axis, int from, int to) {
    int index = Rules.axis("slice", x.type(), axis);
    if (to < from) {
      throw Rules.broken(
          "slice", "positions " + from + " to " + to + " of axis " + axis + " of " + x.shape());
    }
    int[] begin = new int[x.shape().rank()];
    begin[index] = from;
    return slice(x, begin, x.shape().with(index, to - from));
  }

  /** Zeros before and behind every axis. */
  public static Tensor pad(Tensor x, int[] before, int[] after) {
    return Tensor.apply(
        new Blocks.Pad(IntStream.of(before).boxed().toList(), IntStream.of(after).boxed().toList()),
        x);
  }

  /** Reversed along the given axes. */
  public static Tensor flip(Tensor x, int... axes) {
    return Tensor.apply(
        new Flip(
            IntStream.of(axes)
                .map(axis -> Rules.axis("flip", x.type(), axis))
                .distinct()
                .sorted()
                .boxed()
                .toList()),
        x);
  }

  /** Another shape. */
  public record Reshape(Shape shape) implements Differentiable {
    @Override
    public String name() {
      return "reshape";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      if (operands.get(0).shape().size() != shape.size()) {
        throw Rules.broken(name(), operands.get(0) + " does not fill " + shape);
      }
      return operands.get(0).with(shape);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.shaping().reshape(operands.get(0), shape);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return reshape(ct, operands.get(0).shape());
    }
  }

  /** Another order of axes. */
  public record Transpose(List<Integer> order) implements Differentiable {
    @Override
    public String name() {
      return "transpose";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      Rules.floating(name(), operands);
      Shape shape = operands.get(0).shape();
      if (!order.stream()
          .sorted()
          .toList()
          .equals(IntStream.range(0, shape.rank()).boxed().toList())) {
        throw Rules.broken(name(), order + " is no order of the axes of " + shape);
      }
      return operands.get(0).with(Shape.of(order.stream().mapToInt(shape::extent).toArray()));
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.shaping().transpose(operands.get(0), Rules.array(order));
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return transpose(ct, IntStream.range(0, order.size()).map(order::indexOf).toArray());
    }
  }

  /** Repetition. */
  public record BroadcastTo(Shape shape) implements Differentiable {
    @Override
    public String name() {
      return "broadcastTo";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      Rules.floating(name(), operands);
      if (!operands.get(0).shape().broadcastsTo(shape)) {
        throw Rules.broken(name(), operands.get(0) + " does not broadcast to " + shape);
      }
      return operands.get(0).with(shape);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.shaping().broadcastTo(operands.get(0), shape);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return sumTo(ct, operands.get(0).shape());
    }
  }

  /** Reversal. */
  public record Flip(List<Integer> axes) implements Differentiable {
    @Override
    public String name() {
      return "flip";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      Rules.floating(name(), operands);
      return operands.get(0);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.shaping().flip(operands.get(0), Rules.array(axes));
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return flip(ct, Rules.array(axes));
    }
  }
}
