package org.ncsn.ode;

/** Ordinary differential equations {@code dy/dt = f(t, y)} of several systems at once. */
@FunctionalInterface
public interface Equation {
  /**
   * The slopes of all systems.
   *
   * @param times one for each of N systems
   * @param states {@code [N,D]}, row-major; not to be changed
   * @return {@code [N,D]}
   */
  double[] slopes(double[] times, double[] states);
}
