package org.ncsn.ode;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Lengths of the first steps, from a trial step of Euler's method (Hairer, Norsett and Wanner,
 * "Solving Ordinary Differential Equations I", section II.4).
 */
final class FirstSteps {
  private static final double SMALL = 1e-5;
  private static final double TINY = 1e-15;

  private final double[] times;
  private final double[] states;
  private final double[] slopes;
  private final IntFunction<Scale> scales;

  /**
   * @param times where all systems begin
   * @param states there
   * @param slopes there
   * @param scales what is tolerated of a system
   */
  FirstSteps(double[] times, double[] states, double[] slopes, IntFunction<Scale> scales) {
    this.times = times;
    this.states = states;
    this.slopes = slopes;
    this.scales = scales;
  }

  /**
   * One for each system.
   *
   * @param way from the beginning to the end, which the trial does not go beyond: there may be no
   *     equation
   * @throws IntegrationFailure if a slope is not finite
   */
  double[] lengths(Equation equation, double way) {
    requireFinite(slopes);
    double[] trials = new double[times.length];
    Arrays.setAll(trials, system -> Math.min(trial(system), Math.abs(way)));
    double[] signed = Arrays.stream(trials).map(trial -> Math.signum(way) * trial).toArray();
    Stages euler = new Stages(size(), times, signed, states, slopes);
    double[] later = equation.slopes(euler.timesAfter(1), euler.moved(1));
    requireFinite(later);
    double[] lengths = new double[times.length];
    Arrays.setAll(lengths, system -> length(system, later, trials[system]));
    return lengths;
  }

  private int size() {
    return states.length / times.length;
  }

  private double trial(int system) {
    Scale scale = scales.apply(system);
    double size = scale.norm(i -> states[i]);
    double speed = scale.norm(i -> slopes[i]);
    return size < SMALL || speed < SMALL ? 1e-6 : 0.01 * size / speed;
  }

  private double length(int system, double[] later, double trial) {
    Scale scale = scales.apply(system);
    double speed = scale.norm(i -> slopes[i]);
    double bend = scale.norm(i -> later[i] - slopes[i]) / trial;
    double length =
        speed <= TINY && bend <= TINY
            ? Math.max(1e-6, trial * 1e-3)
            : Math.pow(0.01 / Math.max(speed, bend), 1 / DormandPrince.ORDER);
    return Math.min(100 * trial, length);
  }

  private void requireFinite(double[] found) {
    for (int i = 0; i < found.length; i++) {
      if (!Double.isFinite(found[i])) {
        int system = i / size();
        throw new IntegrationFailure(system, times[system], "the slope is not finite");
      }
    }
  }
}
