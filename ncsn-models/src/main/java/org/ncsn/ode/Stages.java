package org.ncsn.ode;

import java.util.Arrays;

/**
 * The seven stages of one step of Dormand and Prince's pair: {@code k_i = f(t + c_i h, y + h sum_j
 * a_ij k_j)}. The first is the last one of the step before; the last is at the step's end.
 */
final class Stages {
  /** What a step evaluates. */
  static final int EVALUATIONS = 6;

  /** c, from the second stage on. */
  private static final double[] NODES = {1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1};

  /** a, from the second stage on; the last row is the solution of order 5. */
  private static final double[][] WEIGHTS = {
    {1 / 5.0},
    {3 / 40.0, 9 / 40.0},
    {44 / 45.0, -56 / 15.0, 32 / 9.0},
    {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
    {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
    {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0}
  };

  /** The difference from the solution of order 4. */
  private static final double[] ERROR = {
    -71 / 57600.0, 0, 71 / 16695.0, -71 / 1920.0, 17253 / 339200.0, -22 / 525.0, 1 / 40.0
  };

  private final int size;
  private final double[] times;
  private final double[] steps;
  private final double[] states;
  private final double[][] slopes = new double[EVALUATIONS + 1][];

  /**
   * @param size numbers of one system
   * @param times one for each system
   * @param steps one for each system; 0 for one that waits
   * @param states {@code [N,size]}
   * @param first slopes there
   */
  Stages(int size, double[] times, double[] steps, double[] states, double[] first) {
    this.size = size;
    this.times = times;
    this.steps = steps;
    this.states = states;
    this.slopes[0] = first;
  }

  /** Evaluates the stages, and gives the states behind the step. */
  double[] take(Equation equation) {
    double[] reached = states;
    for (int stage = 0; stage < EVALUATIONS; stage++) {
      reached = moved(WEIGHTS[stage]);
      slopes[stage + 1] = equation.slopes(timesAfter(NODES[stage]), reached);
    }
    return reached;
  }

  /** The times after a share of the steps. */
  double[] timesAfter(double share) {
    double[] later = new double[times.length];
    Arrays.setAll(later, system -> times[system] + share * steps[system]);
    return later;
  }

  /** The states moved by weighted slopes for the length of a step. */
  double[] moved(double... weights) {
    double[] moved = new double[states.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = states[i] + sum(weights, i) * steps[i / size];
    }
    return moved;
  }

  private double sum(double[] weights, int index) {
    double sum = 0;
    for (int stage = 0; stage < weights.length; stage++) {
      sum += weights[stage] * slopes[stage][index];
    }
    return sum;
  }

  /** The norm of a system's error. */
  double error(Scale scale) {
    return scale.norm(i -> sum(ERROR, i) * steps[i / size]);
  }

  /** The slopes behind the step. */
  double[] last() {
    return slopes[EVALUATIONS];
  }
}
