package org.ncsn.flow;

import java.util.Arrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.noise.DiffusionProcess;
import org.ncsn.ode.Stepping;

/** The drift of a probability flow at one time for each sample, in {@code double}. */
public final class Drift {
  private final double[] times;
  private final double[] states;
  private final double[] scores;

  /**
   * @param times one for each of the systems that the samples make up
   * @param samples how many there are
   */
  public Drift(DiffusionProcess process, double[] times, int samples) {
    this.times = new double[samples];
    Arrays.setAll(this.times, n -> times[Stepping.system(n, samples, times.length)]);
    this.states = Arrays.stream(this.times).map(process::drift).toArray();
    this.scores = Arrays.stream(this.times).map(t -> -square(process.diffusion(t)) / 2).toArray();
  }

  private static double square(double x) {
    return x * x;
  }

  /** The time of each sample, {@code float64 [N]}. */
  public HostArray times() {
    return HostArray.of(Shape.of(times.length), times);
  }

  /** The factor of a sample's state. */
  public double ofState(int sample) {
    return states[sample];
  }

  /** The factor of its score. */
  public double ofScore(int sample) {
    return scores[sample];
  }

  /**
   * Writes the drift of all samples.
   *
   * @param from {@code [N,D + others]}: states, and behind each what is not moved here
   * @param score {@code [N,...]} of N D numbers
   * @param to as the states
   */
  public void write(double[] from, HostArray score, double[] to) {
    double[] slopes = score.to(DType.FLOAT64).doubles();
    int width = from.length / times.length;
    int size = slopes.length / times.length;
    for (int sample = 0; sample < times.length; sample++) {
      for (int i = 0; i < size; i++) {
        int at = sample * width + i;
        to[at] = states[sample] * from[at] + scores[sample] * slopes[sample * size + i];
      }
    }
  }
}
