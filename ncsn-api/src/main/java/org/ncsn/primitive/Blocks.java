package org.ncsn.primitive;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.tensor.Tensor;

/** Primitives that put blocks together and cut them out. */
public final class Blocks {
  private Blocks() {}

  /** Parts in a row. */
  public record Concat(int axis) implements Differentiable {
    @Override
    public String name() {
      return "concat";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      Rules.floating(name(), operands);
      Shape first = operands.get(0).shape();
      int extent = 0;
      for (TensorType part : operands) {
        if (part.shape().rank() != first.rank()
            || !part.shape().with(axis, 0).equals(first.with(axis, 0))) {
          throw Rules.broken(
              name(), "parts differ in more than axis " + axis + ": " + Rules.list(operands));
        }
        extent += part.shape().extent(axis);
      }
      return operands.get(0).with(first.with(axis, extent));
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.shaping().concat(operands, axis);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      int from = 0;
      for (Tensor before : operands.subList(0, operand)) {
        from += before.shape().extent(axis);
      }
      return Shaping.slice(ct, axis, from, from + operands.get(operand).shape().extent(axis));
    }
  }

  /** A block. */
  public record Slice(List<Integer> begin, Shape extents) implements Differentiable {
    @Override
    public String name() {
      return "slice";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      Rules.floating(name(), operands);
      Shape shape = operands.get(0).shape();
      boolean fits = begin.size() == shape.rank() && extents.rank() == shape.rank();
      for (int axis = 0; fits && axis < shape.rank(); axis++) {
        int from = begin.get(axis);
        fits = from >= 0 && from + extents.extent(axis) <= shape.extent(axis);
      }
      if (!fits) {
        throw Rules.broken(name(), extents + " from " + begin + " is not inside of " + shape);
      }
      return operands.get(0).with(extents);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.shaping().slice(operands.get(0), Rules.array(begin), extents);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Shape shape = operands.get(0).shape();
      int[] after =
          IntStream.range(0, shape.rank())
              .map(axis -> shape.extent(axis) - begin.get(axis) - extents.extent(axis))
              .toArray();
      return Shaping.pad(ct, Rules.array(begin), after);
    }
  }

  /** Zeros around. */
  public record Pad(List<Integer> before, List<Integer> after) implements Differentiable {
    @Override
    public String name() {
      return "pad";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      Rules.floating(name(), operands);
      Shape shape = operands.get(0).shape();
      List<Integer> all = new ArrayList<>(before);
      all.addAll(after);
      if (before.size() != shape.rank()
          || after.size() != shape.rank()
          || all.stream().anyMatch(zeros -> zeros < 0)) {
        throw Rules.broken(
            name(), before + " before and " + after + " behind are no padding of " + shape);
      }
      int[] extents = shape.extents();
      for (int axis = 0; axis < extents.length; axis++) {
        extents[axis] += before.get(axis) + after.get(axis);
      }
      return operands.get(0).with(Shape.of(extents));
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.shaping().pad(operands.get(0), Rules.array(before), Rules.array(after));
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return Shaping.slice(ct, Rules.array(before), operands.get(0).shape());
    }
  }
}
