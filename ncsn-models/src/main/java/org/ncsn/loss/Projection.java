package org.ncsn.loss;

import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.random.NoiseSource;

/**
 * Distributions of the random directions v that sliced losses project on. D is the number of
 * elements of a sample. All but the unit sphere have E[v v'] = I, which makes v' J v an unbiased
 * estimate of the Jacobian's trace; on the unit sphere it is the trace divided by D.
 */
public enum Projection {
  /** Standard normal: what the official variance-reduced losses draw. */
  GAUSSIAN("gaussian") {
    @Override
    void shape(double[] direction) {
      // As it was drawn.
    }
  },
  /** Every element -1 or 1: the estimate of the trace with the least variance of these. */
  RADEMACHER("rademacher") {
    @Override
    void shape(double[] direction) {
      for (int i = 0; i < direction.length; i++) {
        direction[i] = direction[i] < 0 ? -1 : 1;
      }
    }
  },
  /** Uniform on the sphere of radius sqrt(D). */
  SPHERE("sphere") {
    @Override
    void shape(double[] direction) {
      scale(direction, Math.sqrt(direction.length));
    }
  },
  /** Uniform on the sphere of radius 1: what the official plain sliced losses draw. */
  UNIT_SPHERE("unit_sphere") {
    @Override
    void shape(double[] direction) {
      scale(direction, 1);
    }
  };

  private final String key;

  Projection(String key) {
    this.key = key;
  }

  /**
   * Draws one direction a sample.
   *
   * @param type {@code [N,...]}; a sample is everything behind the first axis
   */
  public HostArray draw(NoiseSource noise, TensorType type) {
    return of(noise.normal(type.dtype(), type.shape()));
  }

  /** Directions of this distribution, made of standard normal numbers {@code [N,...]}. */
  HostArray of(HostArray normal) {
    if (this == GAUSSIAN) {
      return normal;
    }
    int samples = normal.shape().extent(0);
    double[] direction = new double[normal.shape().intSize() / samples];
    double[] all = new double[normal.shape().intSize()];
    for (int sample = 0; sample < samples; sample++) {
      int first = sample * direction.length;
      for (int i = 0; i < direction.length; i++) {
        direction[i] = normal.at(first + i);
      }
      shape(direction);
      System.arraycopy(direction, 0, all, first, direction.length);
    }
    return HostArray.of(normal.shape(), all).to(normal.dtype());
  }

  /** Moves a standard normal vector to where this distribution has it. */
  abstract void shape(double[] direction);

  private static void scale(double[] direction, double radius) {
    double squares = 0;
    for (double element : direction) {
      squares += element * element;
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= radius / Math.sqrt(squares);
    }
  }

  /** Its name in configurations. */
  @Override
  public String toString() {
    return key;
  }
}
