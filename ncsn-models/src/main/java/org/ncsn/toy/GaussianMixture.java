package org.ncsn.toy;

import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Matrices;
import org.ncsn.primitive.Reductions;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Tensor;

/**
 * A mixture of round normal distributions in the plane, all of one standard deviation. With normal
 * noise added it is such a mixture again, so that density and score are known at every noise level.
 */
public final class GaussianMixture {
  private final double[] weights;
  private final double[] means;
  private final double deviation;

  /**
   * @param weights of the components, positive; they are made to add up to 1
   * @param means of the components, one point after the other: twice as many numbers as weights
   * @param deviation standard deviation of each component; 0 is a mixture of points, whose score is
   *     known once noise is added
   */
  public GaussianMixture(double[] weights, double[] means, double deviation) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    if (means.length != 2 * weights.length || !(sum > 0) || !(deviation >= 0)) {
      throw new IllegalArgumentException(
          "mixture: two coordinates a weight, positive weights and no negative deviation, found "
              + (weights.length + " weights, " + means.length + " coordinates, " + deviation));
    }
    this.weights = weights.clone();
    for (int i = 0; i < weights.length; i++) {
      this.weights[i] /= sum;
    }
    this.means = means.clone();
    this.deviation = deviation;
  }

  /** Number of components. */
  public int components() {
    return weights.length;
  }

  /** The probability of a component. */
  public double weight(int component) {
    return weights[component];
  }

  /** A component's mean: its first coordinate for axis 0, the second for axis 1. */
  public double mean(int component, int axis) {
    return means[2 * component + axis];
  }

  /** The standard deviation of each component. */
  public double deviation() {
    return deviation;
  }

  /** This distribution with independent normal noise of a standard deviation added. */
  public GaussianMixture withNoise(double sigma) {
    return new GaussianMixture(weights, means, Math.hypot(deviation, sigma));
  }

  /** Independent samples, {@code float32 [n,2]}. */
  public HostArray sample(NoiseSource noise, int n) {
    double[] choices = noise.uniform(DType.FLOAT64, Shape.of(n)).doubles();
    double[] points = noise.normal(DType.FLOAT64, Shape.of(n, 2)).doubles().clone();
    for (int i = 0; i < n; i++) {
      int component = component(choices[i]);
      for (int axis = 0; axis < 2; axis++) {
        points[2 * i + axis] = mean(component, axis) + deviation * points[2 * i + axis];
      }
    }
    return HostArray.of(Shape.of(n, 2), points).to(DType.FLOAT32);
  }

  private int component(double choice) {
    int component = 0;
    double below = weights[0];
    while (choice >= below && component < weights.length - 1) {
      below += weights[++component];
    }
    return component;
  }

  /** The logarithm of the density at a point. */
  public double logDensity(double x, double y) {
    double[] exponents = new double[weights.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < weights.length; i++) {
      double squared = Math.pow(x - mean(i, 0), 2) + Math.pow(y - mean(i, 1), 2);
      exponents[i] = Math.log(weights[i]) - squared / (2 * deviation * deviation);
      largest = Math.max(largest, exponents[i]);
    }
    double sum = 0;
    for (double exponent : exponents) {
      sum += Math.exp(exponent - largest);
    }
    return largest + Math.log(sum) - Math.log(2 * Math.PI * deviation * deviation);
  }

  /** The score, the gradient of the log density, at points {@code [N,2]}. */
  public Tensor score(Tensor x) {
    return score(x, x.fill(Shape.of(x.shape().extent(0), 1), deviation * deviation));
  }

  /**
   * The score where each point has noise of its own.
   *
   * @param x points {@code [N,2]}
   * @param variance of the components with noise, for each point: {@code [N,1]}
   */
  Tensor score(Tensor x, Tensor variance) {
    int n = x.shape().extent(0);
    int components = weights.length;
    Tensor centres = x.constant(HostArray.of(Shape.of(components, 2), means).to(x.dtype()));
    double[] logarithms = new double[components];
    for (int i = 0; i < components; i++) {
      logarithms[i] = Math.log(weights[i]);
    }
    Tensor prior = x.constant(HostArray.of(Shape.of(1, components), logarithms).to(x.dtype()));

    Tensor squared = x.reshape(n, 1, 2).subtract(centres.reshape(1, components, 2)).square().sum(2);
    Tensor exponents = prior.subtract(squared.divide(variance.multiply(2)));
    // The probability that a point came from a component.
    Tensor share = Elementwise.exp(exponents.subtract(Reductions.logSumExp(exponents, true, 1)));
    return Matrices.matmul(share, centres).subtract(x).divide(variance);
  }
}
