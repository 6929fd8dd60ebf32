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
 * @param kind what becomes of it
 */
public record Buffer(int index, String name, HostArray first, Kind kind) {
  /** What becomes of a buffer. */
  public enum Kind {
    /** It follows the batches that the network sees. */
    RUNNING,
    /**
     * It stays as it is, and is another network's own. PyTorch has it as a parameter that takes no
     * gradient, before the trained ones.
     */
    FIXED,
    /** It is the same for all networks of this kind, and known beforehand. */
    CONSTANT
  }

  /** Something kept of batches, a running mean, say. */
  static Buffer running(int index, String name, Shape shape, float initial) {
    HostArray values = HostArray.zeros(new TensorType(DType.FLOAT32, shape));
    Arrays.fill(values.floats(), initial);
    return new Buffer(index, name, values, Kind.RUNNING);
  }

  /** Numbers that nothing changes, but that are another network's own: random frequencies, say. */
  static Buffer fixed(int index, String name, HostArray values) {
    return new Buffer(index, name, values, Kind.FIXED);
  }

  /** A constant: the noise levels, say. */
  public static Buffer constant(int index, String name, HostArray values) {
    return new Buffer(index, name, values.to(DType.FLOAT32), Kind.CONSTANT);
  }

  public boolean isConstant() {
    return kind == Kind.CONSTANT;
  }

  public Shape shape() {
    return first.shape();
  }
}
