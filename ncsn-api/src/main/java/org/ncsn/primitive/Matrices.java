package org.ncsn.primitive;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.tensor.Tensor;

/** Products of matrices. */
public final class Matrices {
  private Matrices() {}

  /** The product of {@code [M,K]} and {@code [K,N]}. */
  public static Tensor matmul(Tensor a, Tensor b) {
    return matmul(a, b, false, false);
  }

  /** The product of two matrices, each transposed first if so asked. */
  public static Tensor matmul(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
    return Tensor.apply(new MatMul(transposeA, transposeB), a, b);
  }

  /** The matrix product. */
  public record MatMul(boolean transposeA, boolean transposeB) implements Differentiable {
    @Override
    public String name() {
      return "matmul";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      Rules.floating(name(), operands);
      operands.forEach(operand -> Rules.rank(name(), "a matrix", operand, 2));
      Shape a = operands.get(0).shape();
      Shape b = operands.get(1).shape();
      int inner = a.extent(transposeA ? 0 : 1);
      if (inner != b.extent(transposeB ? 1 : 0)) {
        throw Rules.broken(
            name(),
            "columns of "
                + a
                + (transposeA ? " transposed" : "")
                + " are not rows of "
                + b
                + (transposeB ? " transposed" : ""));
      }
      return operands
          .get(0)
          .with(Shape.of(a.extent(transposeA ? 1 : 0), b.extent(transposeB ? 0 : 1)));
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.matrices().matmul(operands.get(0), operands.get(1), transposeA, transposeB);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      Tensor a = operands.get(0);
      Tensor b = operands.get(1);
      if (operand == 0) {
        return transposeA ? matmul(b, ct, transposeB, true) : matmul(ct, b, false, !transposeB);
      }
      return transposeB ? matmul(ct, a, true, transposeA) : matmul(a, ct, !transposeA, false);
    }
  }
}
