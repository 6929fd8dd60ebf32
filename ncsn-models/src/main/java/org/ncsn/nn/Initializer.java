package org.ncsn.nn;

import java.util.Arrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;

/** How a parameter's first values are drawn. They are drawn in {@code float32}. */
@FunctionalInterface
public interface Initializer {
  HostArray draw(NoiseSource noise, Shape shape);

  /** The same number everywhere. */
  static Initializer constant(float value) {
    return (noise, shape) -> {
      float[] values = new float[shape.intSize()];
      Arrays.fill(values, value);
      return HostArray.of(shape, values);
    };
  }

  /** Normal with the given mean and standard deviation. */
  static Initializer normal(float mean, float deviation) {
    return (noise, shape) -> {
      float[] values = noise.normal(DType.FLOAT32, shape).floats();
      for (int i = 0; i < values.length; i++) {
        values[i] = mean + deviation * values[i];
      }
      return HostArray.of(shape, values);
    };
  }

  /** Uniform in [0, 1). */
  static Initializer uniform() {
    return (noise, shape) -> noise.uniform(DType.FLOAT32, shape);
  }

  /**
   * Uniform within 1/sqrt(fanIn) of 0: what PyTorch starts the weights and biases of convolutions
   * and linear layers with (Kaiming's uniform rule with a = sqrt 5).
   *
   * @param fanIn numbers that one output is a weighted sum of
   */
  static Initializer fanIn(int fanIn) {
    return within((float) (1 / Math.sqrt(fanIn)));
  }

  /**
   * Uniform, of variance {@code 2 scale / (fanIn + fanOut)}: a compromise between outputs as large
   * as inputs and gradients as large as those behind (Glorot and Bengio).
   *
   * @param fanIn numbers that one output is a weighted sum of
   * @param fanOut outputs that one input goes into
   */
  static Initializer balanced(int fanIn, int fanOut, double scale) {
    return within((float) Math.sqrt(6 * scale / (fanIn + (double) fanOut)));
  }

  private static Initializer within(float bound) {
    return (noise, shape) -> {
      float[] values = noise.uniform(DType.FLOAT32, shape).floats();
      for (int i = 0; i < values.length; i++) {
        values[i] = bound * (2 * values[i] - 1);
      }
      return HostArray.of(shape, values);
    };
  }

  /** Columns side by side, equally many for each initializer: for tables {@code [R,k*C]}. */
  static Initializer columns(Initializer... parts) {
    return (noise, shape) -> {
      int rows = shape.extent(0);
      int width = shape.extent(1) / parts.length;
      float[] values = new float[shape.intSize()];
      for (int part = 0; part < parts.length; part++) {
        float[] drawn = parts[part].draw(noise, Shape.of(rows, width)).floats();
        for (int row = 0; row < rows; row++) {
          int target = row * shape.extent(1) + part * width;
          System.arraycopy(drawn, row * width, values, target, width);
        }
      }
      return HostArray.of(shape, values);
    };
  }
}
