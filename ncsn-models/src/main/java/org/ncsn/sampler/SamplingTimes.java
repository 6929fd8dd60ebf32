package org.ncsn.sampler;

import java.util.Arrays;
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

  /** In what the times of a continuous process are equally far apart. */
  public enum Spacing {
    /** In time. */
    UNIFORM {
      @Override
      double scaled(DiffusionProcess process, double time) {
        return time;
      }

      @Override
      double time(DiffusionProcess process, double scaled) {
        return scaled;
      }
    },
    /** In the logarithm of the signal-to-noise ratio (DPM-Solver). */
    LOGARITHMIC {
      @Override
      double scaled(DiffusionProcess process, double time) {
        return Math.log(process.deviation(time) / process.mean(time));
      }

      @Override
      double time(DiffusionProcess process, double scaled) {
        return process.time(Math.exp(scaled));
      }
    },
    /**
     * In the 7th root of the noise-to-signal ratio (Karras et al., "Elucidating the Design Space of
     * Diffusion-Based Generative Models", equation 5).
     */
    KARRAS {
      @Override
      double scaled(DiffusionProcess process, double time) {
        return Math.pow(process.deviation(time) / process.mean(time), 1 / ROOT);
      }

      @Override
      double time(DiffusionProcess process, double scaled) {
        return process.time(Math.pow(scaled, ROOT));
      }
    };

    private static final double ROOT = 7;

    abstract double scaled(DiffusionProcess process, double time);

    abstract double time(DiffusionProcess process, double scaled);
  }

  /** Equally far apart in the logarithm of the signal-to-noise ratio, to the last time. */
  public static SamplingTimes logarithmic(DiffusionProcess process, int count) {
    return of(process, Spacing.LOGARITHMIC, process.lastTime(), count);
  }

  /**
   * From 1 down.
   *
   * @param last the last time, in (0, 1)
   * @param count how many, at least 1
   */
  public static SamplingTimes of(
      DiffusionProcess process, Spacing spacing, double last, int count) {
    if (!(last > 0 && last < 1)) {
      throw new IllegalArgumentException(
          "sampling times: the last one is in (0, 1), found " + last);
    }
    double[] times = new double[count];
    double begin = spacing.scaled(process, 1);
    double step = count == 1 ? 0 : (spacing.scaled(process, last) - begin) / (count - 1);
    Arrays.setAll(times, i -> spacing.time(process, begin + i * step));
    if (count > 1) {
      times[count - 1] = last;
    }
    if (count > 0) {
      times[0] = 1; // both ends exactly
    }
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
