package org.ncsn.primitive;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Comparison;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.Reduction;
import org.ncsn.tensor.Tensor;

/** Sums, means, maxima and sums of squares along axes; along all of them if none is given. */
public final class Reductions {
  private Reductions() {}

  public static Tensor sum(Tensor x, boolean keepAxes, int... axes) {
    return reduce(Reduction.SUM, x, keepAxes, axes);
  }

  public static Tensor mean(Tensor x, boolean keepAxes, int... axes) {
    return reduce(Reduction.MEAN, x, keepAxes, axes);
  }

  /** The largest element; where several are largest they share the gradient. */
  public static Tensor max(Tensor x, boolean keepAxes, int... axes) {
    return reduce(Reduction.MAX, x, keepAxes, axes);
  }

  /** {@code sum(x^2)} in one pass over x. */
  public static Tensor sumOfSquares(Tensor x, boolean keepAxes, int... axes) {
    return x.shape().rank() == 0 ? x.square() : reduce(Reduction.SUM_OF_SQUARES, x, keepAxes, axes);
  }

  /** {@code log(sum(exp(x)))}, without overflow. */
  public static Tensor logSumExp(Tensor x, boolean keepAxes, int... axes) {
    // The shift cancels, so that no gradient need flow through it.
    Tensor shift = max(x.detached(), true, axes);
    Tensor kept = Elementwise.log(sum(Elementwise.exp(x.subtract(shift)), true, axes)).add(shift);
    return keepAxes ? kept : Shaping.reshape(kept, result(x.shape(), axes(x, axes), false));
  }

  private static Tensor reduce(Reduction reduction, Tensor x, boolean keepAxes, int... axes) {
    List<Integer> sorted;
    try {
      sorted = axes(x, axes);
    } catch (IllegalArgumentException absent) {
      throw Rules.broken(label(reduction), absent.getMessage());
    }
    return sorted.isEmpty() ? x : Tensor.apply(new Reduce(reduction, sorted, keepAxes), x);
  }

  private static String label(Reduction reduction) {
    return switch (reduction) {
      case SUM, MEAN, MAX -> reduction.name().toLowerCase(Locale.ROOT);
      case SUM_OF_SQUARES -> "sumOfSquares";
    };
  }

  private static List<Integer> axes(Tensor x, int... axes) {
    IntStream chosen =
        axes.length == 0
            ? IntStream.range(0, x.shape().rank())
            : IntStream.of(axes).map(x.shape()::axis);
    return chosen.distinct().sorted().boxed().toList();
  }

  private static Shape result(Shape shape, List<Integer> axes, boolean keepAxes) {
    return Shape.of(
        IntStream.range(0, shape.rank())
            .filter(axis -> keepAxes || !axes.contains(axis))
            .map(axis -> axes.contains(axis) ? 1 : shape.extent(axis))
            .toArray());
  }

  /** One number of all along some axes. */
  public record Reduce(Reduction reduction, List<Integer> axes, boolean keepAxes)
      implements Differentiable {
    @Override
    public String name() {
      return label(reduction);
    }

    /** The shape of the result if axes are kept. */
    public Shape kept(Shape shape) {
      return result(shape, axes, true);
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      Rules.floating(name(), operands);
      Shape shape = operands.get(0).shape();
      if (shape.size() == 0) {
        throw Rules.broken(name(), "there is nothing to reduce in " + operands.get(0));
      }
      return operands.get(0).with(result(shape, axes, keepAxes));
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.reductions().reduce(reduction, operands.get(0), Rules.array(axes), keepAxes);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor y) {
      Tensor x = operands.get(0);
      Shape kept = kept(x.shape());
      Tensor reduced = Shaping.reshape(ct, kept);
      return switch (reduction) {
        case SUM -> Shaping.broadcastTo(reduced, x.shape());
        case MEAN ->
            Shaping.broadcastTo(
                reduced.multiply((double) kept.size() / x.shape().size()), x.shape());
        case SUM_OF_SQUARES -> reduced.multiply(2).multiply(x);
        case MAX -> {
          Tensor largest = Elementwise.compare(Comparison.EQUAL, x, Shaping.reshape(y, kept));
          Tensor share = reduced.divide(sum(largest, true, Rules.array(axes)));
          yield largest.multiply(share);
        }
      };
    }
  }
}
