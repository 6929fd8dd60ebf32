package org.ncsn.noise;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * Standard deviations of the noise, from the largest to the smallest, geometrically: {@code
 * exp(linspace(ln begin, ln end, count))} (section 4 of the paper). Training rounds them to {@code
 * float32}; samplers use them unrounded.
 */
public final class NoiseLevels implements NoiseProcess {
  private final double[] sigmas;

  private NoiseLevels(double[] sigmas) {
    this.sigmas = sigmas;
  }

  /**
   * @param begin the largest standard deviation, positive
   * @param end the smallest, positive
   * @param count how many, at least 1
   */
  public static NoiseLevels geometric(double begin, double end, int count) {
    if (!(begin > 0) || !(end > 0) || count < 1) {
      throw new IllegalArgumentException(
          "noise levels: begin and end are positive and there is at least one, found "
              + begin
              + " to "
              + end
              + " in "
              + count);
    }
    double[] sigmas = new double[count];
    double step = count == 1 ? 0 : (Math.log(end) - Math.log(begin)) / (count - 1);
    for (int i = 0; i < count; i++) {
      // The last one is computed from its own logarithm, so that it is met exactly.
      sigmas[i] = Math.exp(i == count - 1 && i > 0 ? Math.log(end) : Math.log(begin) + i * step);
    }
    return new NoiseLevels(sigmas);
  }

  public int count() {
    return sigmas.length;
  }

  /** The standard deviation of level {@code index}, unrounded. */
  public double sigma(int index) {
    return sigmas[index];
  }

  /** Data keep their size: noise is added to them. */
  @Override
  public double mean(double level) {
    return 1;
  }

  /** The standard deviation of the level of this index. */
  @Override
  public double deviation(double level) {
    return sigma((int) level);
  }

  /** The largest standard deviation. */
  @Override
  public double priorDeviation() {
    return sigma(0);
  }

  /** The smallest standard deviation. */
  public double last() {
    return sigmas[sigmas.length - 1];
  }

  /** All levels as a table {@code [L,1]} in {@code float32}, as training rounds them. */
  public HostArray table() {
    float[] rounded = new float[sigmas.length];
    for (int i = 0; i < sigmas.length; i++) {
      rounded[i] = (float) sigmas[i];
    }
    return HostArray.of(Shape.of(sigmas.length, 1), rounded);
  }
}
