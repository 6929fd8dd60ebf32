package org.ncsn.primitive;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.tensor.Tensor;

/**
 * Rows of a table by number: a linear map and its adjoint, each the other's gradient. Indices are
 * {@code int32} and not checked against the table on every engine; callers keep them in range.
 */
public final class Indexing {
  private Indexing() {}

  /** Row {@code indices[n]} of a table {@code [R,D]} for each n: {@code [N,D]}. */
  public static Tensor gatherRows(Tensor table, Tensor indices) {
    return Tensor.apply(new GatherRows(), table, indices);
  }

  /** Rows {@code [N,D]} added into a table of zeros {@code [R,D]} at their indices. */
  public static Tensor scatterAddRows(Tensor rows, Tensor indices, int tableRows) {
    return Tensor.apply(new ScatterAddRows(tableRows), rows, indices);
  }

  private static void check(String name, String what, List<TensorType> operands) {
    Rules.floating(name, operands.subList(0, 1));
    Rules.rank(name, what, operands.get(0), 2);
    Rules.rank(name, "a list of indices", operands.get(1), 1);
    if (operands.get(1).dtype() != DType.INT32) {
      throw Rules.broken(name, "indices are int32, found " + operands.get(1));
    }
  }

  /** Rows by number. */
  public record GatherRows() implements Differentiable {
    @Override
    public String name() {
      return "gatherRows";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      check(name(), "a table", operands);
      Shape table = operands.get(0).shape();
      return operands.get(0).with(table.with(0, operands.get(1).shape().extent(0)));
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.indexing().gatherRows(operands.get(0), operands.get(1));
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return scatterAddRows(ct, operands.get(1), operands.get(0).shape().extent(0));
    }
  }

  /** Rows added up by number. */
  public record ScatterAddRows(int tableRows) implements Differentiable {
    @Override
    public String name() {
      return "scatterAddRows";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      check(name(), "a list of rows", operands);
      Shape rows = operands.get(0).shape();
      if (rows.extent(0) != operands.get(1).shape().extent(0)) {
        throw Rules.broken(
            name(), "there is one index for each row, found " + Rules.list(operands));
      }
      return operands.get(0).with(rows.with(0, tableRows));
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      return kernels.indexing().scatterAddRows(operands.get(0), operands.get(1), tableRows);
    }

    @Override
    public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
      return gatherRows(ct, operands.get(1));
    }
  }
}
