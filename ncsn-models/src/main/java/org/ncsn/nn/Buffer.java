package org.ncsn.nn;

import java.util.Arrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/**
 * The declaration of an array that a network keeps of the batches it has seen, and that no gradient
 * moves: a running mean, say. It is trained, saved and exported with the parameters.
 *
 * @param index its place in the network's order
 * @param name PyTorch's name, for example {@code norm.bn.running_mean}
 * @param initial what every element begins as
 */
public record Buffer(int index, String name, Shape shape, float initial) {
  /** What it begins as. */
  public HostArray first() {
    HostArray values = HostArray.zeros(new TensorType(DType.FLOAT32, shape));
    Arrays.fill(values.floats(), initial);
    return values;
  }
}
