package org.ncsn.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/**
 * How tolerances in single precision are chosen. No bound is read off a machine: the exact result
 * is computed in {@code float64}, once as it is and some times with every number that goes in
 * changed by one rounding of {@code float32}, up or down at random. How far that moves the result
 * is what one rounding costs this computation. A result in {@code float32} may be as far from the
 * exact one as a stated number of such roundings.
 *
 * <p>The number covers what happens inside: some hundred operations one behind the other, whose
 * roundings mostly cancel, and sums of some hundred products, which Winograd's transforms round up
 * to some ten times as coarsely as plain sums do. It is the same for every computation and every
 * engine, and for published numbers in single precision too: they are another engine's. A mistake
 * (a wrong index, a missing term, an operation in half precision) is thousands of roundings large.
 *
 * <p>A primitive on its own is measured in a simpler way, element by element: one rounding costs it
 * half a unit in the last place of the largest number among operands and results. See {@link
 * #TOLERANCE}.
 *
 * <p>Results in {@code float64} show whether a formula is right, and are compared with a fixed
 * bound: 1e-11 is ninety thousand roundings of {@code float64}, and far less than a wrong formula
 * is off by. What an engine promises to repeat is compared bit by bit.
 */
public final class Rounding {
  /** Half a unit in the last place of a number just above 1. */
  private static final double ROUNDING = 0x1.0p-24;

  private static final int ROUNDINGS = 64;

  /** The error that a primitive may have relative to the largest of its operands and results. */
  public static final double TOLERANCE = ROUNDINGS * ROUNDING;

  private static final int TRIES = 4;

  /** Arrays that are zero but for rounding are measured against all. */
  private static final double NEGLIGIBLE = 1e-3;

  private final List<HostArray> exact;

  /** How far one rounding of what goes in moves each array, in the L2 norm. */
  private final double[] cost;

  private Rounding(List<HostArray> exact, double[] cost) {
    this.exact = exact;
    this.cost = cost;
  }

  /**
   * Measures a computation.
   *
   * @param computation in {@code float64}; applies the operator to everything that goes in
   */
  public static Rounding of(Function<UnaryOperator<HostArray>, List<HostArray>> computation) {
    List<HostArray> exact = computation.apply(UnaryOperator.identity());
    double floor = NEGLIGIBLE * ROUNDING * Agreement.norm(exact);
    double[] cost = new double[exact.size()];
    for (int attempt = 0; attempt < TRIES; attempt++) {
      NoiseSource signs = NoiseSource.seeded(attempt);
      List<HostArray> moved = computation.apply(input -> rounded(input, signs));
      for (int i = 0; i < cost.length; i++) {
        double own = ROUNDING * Agreement.norm(exact.get(i));
        double distance = Agreement.distance(moved.get(i), exact.get(i));
        cost[i] = Math.max(Math.max(cost[i], distance), Math.max(own, floor));
      }
    }
    return new Rounding(exact, cost);
  }

  /**
   * The same for a computation of a list of arrays.
   *
   * @param inputs in {@code float64} what is real, whatever else is whole numbers
   */
  public static Rounding of(List<HostArray> inputs, UnaryOperator<List<HostArray>> computation) {
    return of(
        change ->
            computation.apply(
                inputs.stream()
                    .map(input -> input.dtype().isFloating() ? change.apply(input) : input)
                    .toList()));
  }

  /** The same for a function of tensors on a backend. */
  public static Rounding of(
      Backend backend, List<HostArray> inputs, UnaryOperator<List<Tensor>> function) {
    return of(
        inputs,
        changed -> {
          try (Scope scope = Scope.open()) {
            return hosts(function.apply(changed.stream().map(backend::tensor).toList()));
          }
        });
  }

  private static List<HostArray> hosts(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::toHost).toList();
  }

  private static HostArray rounded(HostArray input, NoiseSource signs) {
    HostArray sign = signs.rademacher(input.dtype(), input.shape());
    double[] moved = new double[input.shape().intSize()];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = input.at(i) * (1 + ROUNDING * sign.at(i));
    }
    return HostArray.of(input.shape(), moved);
  }

  /** As {@link #assertRounded}. */
  public void assertTensorsRounded(String what, List<Tensor> found) {
    assertRounded(what, hosts(found));
  }

  /** Asserts that arrays in {@code float32} are the exact ones but for rounding. */
  public void assertRounded(String what, List<HostArray> found) {
    assertThat(found).as(what).hasSize(cost.length);
    for (int i = 0; i < cost.length; i++) {
      assertThat(Agreement.distance(found.get(i), exact.get(i)) / cost[i])
          .as("roundings that array %d of the %s is off by", i, what)
          .isLessThanOrEqualTo(ROUNDINGS);
    }
  }
}
