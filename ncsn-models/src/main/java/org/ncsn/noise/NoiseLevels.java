package org.ncsn.noise;

import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * Standard deviations of the noise, from the largest to the smallest. Of the first system training
 * rounds them to {@code float32} and samplers use them unrounded; the second one uses {@link
 * #rounded()} ones everywhere.
 */
public final class NoiseLevels implements NoiseProcess {
  private final double[] sigmas;

  private NoiseLevels(double[] sigmas) {
    this.sigmas = sigmas;
  }

  /**
   * With a constant ratio: {@code exp(linspace(ln begin, ln end, count))} (section 4 of the paper).
   *
   * @param begin the largest standard deviation, positive
   * @param end the smallest, positive
   * @param count how many, at least 1
   */
  public static NoiseLevels geometric(double begin, double end, int count) {
    requireNoise(begin, end, count);
    double[] sigmas = linearly(Math.log(begin), Math.log(end), count);
    for (int i = 0; i < count; i++) {
      sigmas[i] = Math.exp(sigmas[i]);
    }
    return new NoiseLevels(sigmas);
  }

  /**
   * With a constant difference: {@code linspace(begin, end, count)}.
   *
   * @param begin the largest standard deviation, positive
   * @param end the smallest, positive
   * @param count how many, at least 1
   */
  public static NoiseLevels uniform(double begin, double end, int count) {
    requireNoise(begin, end, count);
    return new NoiseLevels(linearly(begin, end, count));
  }

  private static void requireNoise(double begin, double end, int count) {
    if (!(begin > 0) || !(end > 0) || count < 1) {
      throw new IllegalArgumentException(
          "noise levels: begin and end are positive and there is at least one, found "
              + begin
              + " to "
              + end
              + " in "
              + count);
    }
  }

  private static double[] linearly(double begin, double end, int count) {
    double[] values = new double[count];
    double step = count == 1 ? 0 : (end - begin) / (count - 1);
    for (int i = 0; i < count; i++) {
      // The last one is met exactly.
      values[i] = i == count - 1 && i > 0 ? end : begin + i * step;
    }
    return values;
  }

  /** The same levels as {@code float32} has them. */
  public NoiseLevels rounded() {
    double[] rounded = new double[sigmas.length];
    for (int i = 0; i < sigmas.length; i++) {
      rounded[i] = (float) sigmas[i];
    }
    return new NoiseLevels(rounded);
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

  /** All levels, {@code [L]} in {@code float64}. */
  public HostArray values() {
    return HostArray.of(Shape.of(sigmas.length), sigmas.clone());
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
