package org.ncsn.tck.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ncsn.array.HostArray;
import org.ncsn.tck.cases.Draw;

/**
 * Compares gradients with central differences along a random direction: a wrong gradient agrees
 * with none but those across its error.
 */
final class Derivatives {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-6;

  private Derivatives() {}

  /**
   * @param function a function of several {@code float64} arrays
   * @param point where its gradient was taken
   * @param variable which argument the gradient is for
   * @param gradient what is to be checked
   */
  static void check(
      ToDoubleFunction<List<HostArray>> function,
      List<HostArray> point,
      int variable,
      HostArray gradient,
      Draw draw) {
    HostArray x = point.get(variable);
    if (!gradient.type().equals(x.type())) {
      throw new AssertionError(
          "the gradient at argument "
              + (variable + 1)
              + " is "
              + gradient.type()
              + ", not "
              + x.type());
    }
    HostArray direction = Host.normal(draw, x.shape());
    double analytic = Host.dot(gradient, direction);
    double ahead = function.applyAsDouble(replaced(point, variable, direction, STEP));
    double behind = function.applyAsDouble(replaced(point, variable, direction, -STEP));
    double numeric = (ahead - behind) / (2 * STEP);
    if (!(Math.abs(analytic - numeric) <= TOLERANCE * (1 + Math.abs(numeric)))) {
      throw new AssertionError(
          "along a random direction of argument "
              + (variable + 1)
              + " the gradient says "
              + analytic
              + ", differences say "
              + numeric);
    }
  }

  private static List<HostArray> replaced(
      List<HostArray> point, int variable, HostArray direction, double step) {
    List<HostArray> replaced = new ArrayList<>(point);
    replaced.set(variable, Host.moved(point.get(variable), direction, step));
    return replaced;
  }
}
