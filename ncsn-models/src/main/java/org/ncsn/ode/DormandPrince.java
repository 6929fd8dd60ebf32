package org.ncsn.ode;

import java.util.Arrays;
import org.ncsn.ode.Progress.Place;

/**
 * The pair of Runge-Kutta methods of orders 5 and 4 by Dormand and Prince (RK45), with local
 * extrapolation and the step control of SciPy 1.10, but that its first trial does not leave the
 * interval. Several systems are solved side by side, each with times and steps of its own; an
 * equation is asked for all of them at once, and systems that have arrived wait for the others.
 *
 * <p>A step is taken if the root of the mean square of {@code error / (absolute + relative |y|)}
 * over a system's numbers is below 1. The next one is longer or shorter by the factor {@code 0.9
 * error^(-1/5)}, between 0.2 and 10.
 *
 * @param relative the tolerated error in units of the state; below 100 roundings it counts as that
 * @param absolute the tolerated error beside it
 * @param stepping which samples of a batch make up a system
 * @param most evaluations that a system may take
 */
public record DormandPrince(double relative, double absolute, Stepping stepping, int most) {
  /** The published one of score SDEs for samples, latents and likelihoods, but for its stepping. */
  public static final DormandPrince PUBLISHED = of(1e-5);

  /** Of the solution that is gone on with. */
  static final double ORDER = 5;

  private static final int USUALLY_ENOUGH = 10_000;
  private static final double SAFETY = 0.9;
  private static final double LEAST_GROWTH = 0.2;
  private static final double LARGEST_GROWTH = 10;

  /**
   * @throws IllegalArgumentException unless both tolerances are positive, and there are evaluations
   *     for a first step
   */
  public DormandPrince {
    requireTolerance("relative", relative);
    requireTolerance("absolute", absolute);
    if (most < 2 + Stages.EVALUATIONS) {
      throw new IllegalArgumentException(
          "Dormand-Prince: the first step takes 8 evaluations, found a limit of " + most);
    }
  }

  private static void requireTolerance(String which, double tolerance) {
    if (!(tolerance > 0 && Double.isFinite(tolerance))) {
      throw new IllegalArgumentException(
          "Dormand-Prince: the " + which + " tolerance is positive, found " + tolerance);
    }
  }

  /** With one number for both tolerances, and each sample in steps of its own. */
  public static DormandPrince of(double tolerance) {
    return new DormandPrince(tolerance, tolerance, Stepping.EACH_SAMPLE, USUALLY_ENOUGH);
  }

  /** With other steps. */
  public DormandPrince with(Stepping other) {
    return new DormandPrince(relative, absolute, other, most);
  }

  /** With another limit. */
  public DormandPrince atMost(int evaluations) {
    return new DormandPrince(relative, absolute, stepping, evaluations);
  }

  /**
   * Goes all the way.
   *
   * @param states {@code [samples,...]} at the beginning, row-major
   * @throws IntegrationFailure as {@link #attempt}
   */
  public Progress solve(Equation equation, double from, double to, double[] states, int samples) {
    Progress progress = begin(equation, from, to, states, samples);
    while (!progress.isDone()) {
      progress = attempt(equation, progress);
    }
    return progress;
  }

  /**
   * Chooses the first steps, by two evaluations.
   *
   * @param states {@code [samples,...]}, row-major
   * @throws IntegrationFailure if a slope there is not finite
   */
  public Progress begin(Equation equation, double from, double to, double[] states, int samples) {
    double[] times = new double[stepping.systems(samples)];
    Arrays.fill(times, from);
    int size = states.length / times.length;
    double[] slopes = equation.slopes(times, states);
    double[] steps =
        new FirstSteps(times, states, slopes, system -> scale(states, states, system, size))
            .lengths(equation, to - from);
    Place[] places = new Place[times.length];
    Arrays.setAll(places, system -> new Place(from, steps[system], false, 2));
    return new Progress(to, places, states.clone(), slopes);
  }

  /**
   * Tries one step of every system that is not at the end, by six evaluations.
   *
   * @throws IntegrationFailure if a system would take more evaluations than it may, its state is no
   *     longer finite, or its step no longer moves the time
   */
  public Progress attempt(Equation equation, Progress before) {
    int systems = before.systems();
    int size = before.size();
    double[] steps = new double[systems];
    for (int system = 0; system < systems; system++) {
      steps[system] = before.isDone(system) ? 0 : step(before, system);
    }
    double[] states = before.statesThemselves();
    Stages stages = new Stages(size, before.times(), steps, states, before.slopes());
    double[] reached = stages.take(equation);
    double[] nextStates = states.clone();
    double[] nextSlopes = before.slopes().clone();
    Place[] places = new Place[systems];
    for (int system = 0; system < systems; system++) {
      places[system] = before.place(system);
      if (!before.isDone(system)) {
        double error = stages.error(scale(states, reached, system, size));
        places[system] = judged(before, system, steps[system], error);
        if (!places[system].again()) {
          System.arraycopy(reached, system * size, nextStates, system * size, size);
          System.arraycopy(stages.last(), system * size, nextSlopes, system * size, size);
        }
      }
    }
    return new Progress(before.end(), places, nextStates, nextSlopes);
  }

  /** The step to try, with its sign, cut where it would pass the end. */
  private double step(Progress before, int system) {
    Place place = before.place(system);
    double time = place.time();
    if (place.evaluations() > most - Stages.EVALUATIONS) {
      throw new IntegrationFailure(
          system,
          time,
          place.evaluations() + " evaluations are not enough; choose larger tolerances");
    }
    double end = before.end();
    double least = 10 * Math.abs(Math.nextAfter(time, end) - time);
    if (place.step() < least && place.again()) {
      throw new IntegrationFailure(system, time, "the step no longer moves the time");
    }
    double direction = Math.signum(end - time);
    double step = direction * Math.max(place.step(), least);
    return direction * (time + step - end) > 0 ? end - time : step;
  }

  /** Where a system is after a step of some error was tried. */
  private static Place judged(Progress before, int system, double step, double error) {
    Place place = before.place(system);
    if (Double.isNaN(error)) {
      throw new IntegrationFailure(system, place.time(), "its state or slope is not a number");
    }
    int evaluations = place.evaluations() + Stages.EVALUATIONS;
    double factor = SAFETY * Math.pow(error, -1 / ORDER);
    double length = Math.abs(step);
    if (error < 1) {
      double growth = Math.min(place.again() ? 1 : LARGEST_GROWTH, factor);
      double end = before.end();
      double time = step == end - place.time() ? end : place.time() + step;
      return new Place(time, length * growth, false, evaluations);
    }
    double shorter = length * Math.max(LEAST_GROWTH, factor);
    return new Place(place.time(), shorter, true, evaluations);
  }

  private Scale scale(double[] before, double[] after, int system, int size) {
    // What is asked for beyond rounding cannot be had.
    double least = Math.max(relative, 100 * Math.ulp(1.0));
    return new Scale(before, after, system * size, size, least, absolute);
  }
}
