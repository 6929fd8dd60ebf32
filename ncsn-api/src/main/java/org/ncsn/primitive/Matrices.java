package org.ncsn.primitive;

import java.util.Arrays;
import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.tensor.Tensor;

/** Products of matrices. */
public final class Matrices {
  private static final String NAME = "matmul";

  private Matrices() {}

  /**
   * The product of {@code [M,K]} and {@code [K,N]}, or of as many of them in equal leading axes.
   */
  public static Tensor matmul(Tensor a, Tensor b) {
    return matmul(a, b, false, false);
  }

  /**
   * The product of two matrices, each transposed first if so asked; or the products of as many
   * pairs, {@code [...,M,K]} and {@code [...,K,N]} with equal leading axes.
   */
  public static Tensor matmul(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
    if (a.shape().rank() < 3 || b.shape().rank() < 3) {
      return Tensor.apply(new MatMul(transposeA, transposeB), a, b);
    }
    Shape product = product(a.shape(), b.shape(), transposeA, transposeB);
    Tensor left = Shaping.reshape(a, stack(a.shape()));
    Tensor right = Shaping.reshape(b, stack(b.shape()));
    Differentiable each = new MatMulEach(left.shape(), right.shape(), transposeA, transposeB);
    return Shaping.reshape(Tensor.apply(each, left, right), product);
  }

  /** All leading axes as one. */
  private static Shape stack(Shape shape) {
    int rank = shape.rank();
    long count =
        Arrays.stream(shape.extents(), 0, rank - 2).asLongStream().reduce(1, (m, n) -> m * n);
    return Shape.of(Math.toIntExact(count), shape.extent(rank - 2), shape.extent(rank - 1));
  }

  private static Shape product(Shape a, Shape b, boolean transposeA, boolean transposeB) {
    int rank = a.rank();
    int[] leading = Arrays.copyOf(a.extents(), rank - 2);
    if (rank != b.rank() || !Arrays.equals(leading, Arrays.copyOf(b.extents(), rank - 2))) {
      throw Rules.broken(NAME, "there are " + a + " and " + b + " matrices, not as many of each");
    }
    int inner = a.extent(rank - (transposeA ? 2 : 1));
    if (inner != b.extent(rank - (transposeB ? 1 : 2))) {
      throw Rules.broken(
          NAME,
          "columns of "
              + a
              + (transposeA ? " transposed" : "")
              + " are not rows of "
              + b
              + (transposeB ? " transposed" : ""));
    }
    return a.with(rank - 2, a.extent(rank - (transposeA ? 1 : 2)))
        .with(rank - 1, b.extent(rank - (transposeB ? 2 : 1)));
  }

  /** The matrix product. */
  public record MatMul(boolean transposeA, boolean transposeB) implements Differentiable {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      Rules.floating(name(), operands);
      operands.forEach(operand -> Rules.rank(name(), "a matrix", operand, 2));
      return operands
          .get(0)
          .with(product(operands.get(0).shape(), operands.get(1).shape(), transposeA, transposeB));
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.matrices().matmul(operands.get(0), operands.get(1), transposeA, transposeB);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return gradient(operand, ct, operands, transposeA, transposeB);
    }
  }

  /**
   * The matrix products of two stacks.
   *
   * @param a shape of the first one, {@code [B,M,K]}
   * @param b shape of the second one, {@code [B,K,N]}
   */
  public record MatMulEach(Shape a, Shape b, boolean transposeA, boolean transposeB)
      implements Differentiable {
    @Override
    public String name() {
      return "matmulEach";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      Rules.floating(name(), operands);
      operands.forEach(operand -> Rules.rank(name(), "a stack of matrices", operand, 3));
      if (!operands.get(0).shape().equals(a) || !operands.get(1).shape().equals(b)) {
        throw Rules.broken(name(), "is of " + a + " and " + b + ", found " + Rules.list(operands));
      }
      return operands.get(0).with(product(a, b, transposeA, transposeB));
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels
          .matrices()
          .matmulEach(operands.get(0), a, operands.get(1), b, transposeA, transposeB, kernels);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return gradient(operand, ct, operands, transposeA, transposeB);
    }
  }

  private static Tensor gradient(
      int operand, Tensor ct, List<Tensor> operands, boolean transposeA, boolean transposeB) {
    Tensor a = operands.get(0);
    Tensor b = operands.get(1);
    if (operand == 0) {
      return transposeA ? matmul(b, ct, transposeB, true) : matmul(ct, b, false, !transposeB);
    }
    return transposeB ? matmul(ct, a, true, transposeA) : matmul(a, ct, !transposeA, false);
  }
}
