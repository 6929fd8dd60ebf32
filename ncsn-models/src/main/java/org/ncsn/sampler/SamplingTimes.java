package org.ncsn.sampler;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.noise.NoiseProcess;

/**
 * The times at which fast samplers evaluate the score, from noise to data. Behind the last one
 * there are clean data: the last step goes to what the score says that the data are.
 */
public final class SamplingTimes {
  private final NoiseProcess process;
  private final double[] times;

  /**
   * @param process what makes the data noisy
   * @param times at least one; indices of levels where the process has levels
   * @throws IllegalArgumentException unless the noise becomes less from each to the next
   */
  public SamplingTimes(NoiseProcess process, double... times) {
    this.process = process;
    this.times = times.clone();
    if (times.length == 0) {
      throw new IllegalArgumentException("sampling times: there is at least one, found none");
    }
    for (int i = 1; i < times.length; i++) {
      if (!(ratio(i) < ratio(i - 1))) {
        throw new IllegalArgumentException(
            "sampling times: noise becomes less from each to the next, found "
                + times[i - 1]
                + " before "
                + times[i]);
      }
    }
  }

  /** Equally far apart, from 1 to the last time of the process. */
  public static SamplingTimes uniform(DiffusionProcess process, int count) {
    return of(process, count, time -> time, time -> time);
  }

  /** Equally far apart in the logarithm of the signal-to-noise ratio (DPM-Solver). */
  public static SamplingTimes logarithmic(DiffusionProcess process, int count) {
    return ofRatio(process, count, Math::log, Math::exp);
  }

  /**
   * Equally far apart in the 7th root of the noise-to-signal ratio (Karras et al., "Elucidating the
   * Design Space of Diffusion-Based Generative Models", equation 5).
   */
  public static SamplingTimes karras(DiffusionProcess process, int count) {
    return ofRatio(process, count, ratio -> Math.pow(ratio, 1 / 7.0), root -> Math.pow(root, 7));
  }

  /** Equally far apart in a function of the noise-to-signal ratio. */
  private static SamplingTimes ofRatio(
      DiffusionProcess process, int count, DoubleUnaryOperator scale, DoubleUnaryOperator back) {
    return of(
        process,
        count,
        time -> scale.applyAsDouble(process.deviation(time) / process.mean(time)),
        value -> process.time(back.applyAsDouble(value)));
  }

  private static SamplingTimes of(
      DiffusionProcess process, int count, DoubleUnaryOperator scale, DoubleUnaryOperator back) {
    double[] times = new double[count];
    double begin = scale.applyAsDouble(1);
    double end = scale.applyAsDouble(process.lastTime());
    Arrays.setAll(
        times,
        // The ends are met exactly.
        i ->
            i == 0
                ? 1
                : i == count - 1
                    ? process.lastTime()
                    : back.applyAsDouble(begin + i * (end - begin) / (count - 1)));
    return new SamplingTimes(process, times);
  }

  /**
   * Levels equally far apart, as DDIM goes through DDPM's.
   *
   * @param first index of the noisiest level
   * @param last index of the least noisy one
   * @param count how many are taken
   */
  public static SamplingTimes levels(NoiseProcess process, int first, int last, int count) {
    double[] times = new double[count];
    double step = count == 1 ? 0 : (double) (last - first) / (count - 1);
    Arrays.setAll(times, i -> Math.rint(first + i * step));
    return new SamplingTimes(process, times);
  }

  /** How many evaluations a method takes that takes one at each time. */
  public int count() {
    return times.length;
  }

  double time(int index) {
    return times[index];
  }

  /** The factor of the data; 1 behind the last time. */
  double mean(int index) {
    return index == times.length ? 1 : process.mean(times[index]);
  }

  /** The deviation of the noise; 0 behind the last time. */
  double deviation(int index) {
    return index == times.length ? 0 : process.deviation(times[index]);
  }

  /** Noise to signal. */
  double ratio(int index) {
    return deviation(index) / mean(index);
  }
}
