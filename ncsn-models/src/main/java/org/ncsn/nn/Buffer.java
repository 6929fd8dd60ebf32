package org.ncsn.nn;

import java.util.Arrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/**
 * The declaration of an array that a network keeps beside its parameters, and that no gradient
 * moves. It is saved and exported with the parameters.
 *
 * @param index its place in the network's order
 * @param name PyTorch's name, for example {@code norm.bn.running_mean}
 * @param first what it begins as, {@code float32}
 * @param isConstant whether it stays so: it is a part of the network that is known beforehand, and
 *     not something that it keeps of the batches that it has seen
 */
public record Buffer(int index, String name, HostArray first, boolean isConstant) {
  /** Something kept of batches, a running mean, say. */
  static Buffer running(int index, String name, Shape shape, float initial) {
    HostArray values = HostArray.zeros(new TensorType(DType.FLOAT32, shape));
    Arrays.fill(values.floats(), initial);
    return new Buffer(index, name, values, false);
  }

  /** Numbers that nothing changes, but that are another network's own: random frequencies, say. */
  static Buffer fixed(int index, String name, HostArray values) {
    return new Buffer(index, name, values, false);
  }

  /** A constant: the noise levels, say. */
  public static Buffer constant(int index, String name, HostArray values) {
    return new Buffer(index, name, values.to(DType.FLOAT32), true);
  }

  public Shape shape() {
    return first.shape();
  }
}
