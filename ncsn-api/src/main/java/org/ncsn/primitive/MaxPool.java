package org.ncsn.primitive;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.tensor.Tensor;

/**
 * The largest element of every window of images {@code [N,H,W,C]}.
 *
 * @param image shape of the images
 */
public record MaxPool(Shape image, PoolWindow window) implements Differentiable {
  @Override
  public String name() {
    return "maxPool";
  }

  @Override
  public TensorType infer(List<TensorType> operands) {
    return operands.get(0).with(Pooling.checked(name(), operands.get(0), window));
  }

  @Override
  public <A> A call(Kernels<A> kernels, List<A> operands) {
    return kernels.pooling().maxPool(operands.get(0), image, window, kernels);
  }

  /**
   * Rows and columns are gone back through one after the other: a maximum of columns is one of
   * maxima of rows. Which element is largest does not change with the images but in jumps, so that
   * nothing more is to be differentiated there.
   */
  @Override
  public Tensor vjp(int operand, Tensor ct, List<Tensor> operands, Tensor result) {
    WindowTaps rows = new WindowTaps(operands.get(0).detached(), 1, window);
    Tensor ofRows = rows.largest();
    Tensor atRows = new WindowTaps(ofRows, 2, window).gradient(result.detached(), ct);
    return rows.gradient(ofRows, atRows);
  }
}
