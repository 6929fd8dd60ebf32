package org.ncsn.nn;

import org.ncsn.primitive.Elementwise;
import org.ncsn.tensor.Tensor;

/** The nonlinearity between the linear layers of a network, element by element. */
public enum Activation {
  /** {@code x} above 0, {@code exp(x) - 1} below. */
  ELU("elu") {
    @Override
    public Tensor of(Tensor x) {
      return Elementwise.elu(x);
    }
  },
  /** {@code x} above 0, 0 below. */
  RELU("relu") {
    @Override
    public Tensor of(Tensor x) {
      return Elementwise.relu(x);
    }
  },
  /** {@code x} above 0, {@code 0.2 x} below. */
  LEAKY_RELU("lrelu") {
    @Override
    public Tensor of(Tensor x) {
      return Elementwise.leakyRelu(x, SLOPE);
    }
  },
  /** {@code x sigmoid(x)}. */
  SWISH("swish") {
    @Override
    public Tensor of(Tensor x) {
      return x.multiply(Elementwise.sigmoid(x));
    }
  };

  private static final double SLOPE = 0.2;

  private final String key;

  Activation(String key) {
    this.key = key;
  }

  /** The activation of every element. */
  public abstract Tensor of(Tensor x);

  /** Its name in the field, and in the official configurations. */
  @Override
  public String toString() {
    return key;
  }
}
