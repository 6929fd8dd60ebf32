package org.ncsn.tck.cases;

import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ncsn.array.DType;

/**
 * Which numbers an operand is filled with.
 *
 * @param anywhere anything that the function is defined for, its kinks and ties among it: for
 *     testing values
 * @param smooth where the function is smooth: for testing derivatives by small differences
 * @param isVariable whether derivatives are taken with respect to the operand
 * @param isIndex whether the operand is {@code int32}
 */
public record Domain(Filling anywhere, Filling smooth, boolean isVariable, boolean isIndex) {
  private static final double DISTANCE_FROM_KINKS = 0.05;
  private static final double DISTANCE_OF_TIES = 0.25;

  /** Standard normal numbers. */
  public static final Domain REAL = variable(each(Draw::normal));

  /** Normal numbers of a few units, so that saturating functions do saturate. */
  static final Domain WIDE = variable(each(draw -> 3 * draw.normal()));

  /** Numbers well above 0. */
  static final Domain POSITIVE = variable(each(draw -> draw.between(0.3, 3.0)));

  /** Numbers well above -1. */
  static final Domain ABOVE_MINUS_ONE = variable(each(draw -> draw.between(-0.7, 3.0)));

  /** Numbers of both signs, well away from 0: also where values are tested. */
  static final Domain NONZERO = variable(each(draw -> draw.between(0.5, 2.5) * draw.oneOf(-1, 1)));

  /** Zeros and other numbers, as a mask that is not differentiated. */
  static final Domain MASK = constant(each(draw -> draw.oneOf(0, 0, 1, -0.5)), false);

  /** Makes the elements of an operand. */
  @FunctionalInterface
  public interface Filling {
    double[] fill(Draw draw, int count);
  }

  /** Numbers at and around points where the function has a kink or a jump. */
  static Domain around(double... kinks) {
    return new Domain(
        each(draw -> draw.between(1, 4) == 1 ? draw.oneOf(kinks) : 2 * draw.normal()),
        (draw, count) ->
            DoubleStream.generate(() -> 2 * draw.normal())
                .filter(x -> DoubleStream.of(kinks).allMatch(kink -> isAway(x, kink)))
                .limit(count)
                .toArray(),
        true,
        false);
  }

  /**
   * Numbers of which many are equal where values are tested, and none where derivatives are: there,
   * a shuffled ladder.
   *
   * @param offset of the ladder; half a rung keeps two operands apart
   */
  static Domain ties(double offset) {
    return new Domain(
        each(draw -> draw.oneOf(-2, -1, -0.5, 0, 0.5, 1, 2)),
        (draw, count) ->
            IntStream.of(draw.permutation(count))
                .mapToDouble(rung -> (rung - count / 2) * DISTANCE_OF_TIES + offset)
                .toArray(),
        true,
        false);
  }

  /** Row numbers. */
  static Domain rowsBelow(int bound) {
    return constant(each(draw -> draw.between(0, bound - 1)), true);
  }

  /** The operand's element type where real numbers have the given one. */
  DType dtype(DType real) {
    return isIndex ? DType.INT32 : real;
  }

  private static boolean isAway(double x, double kink) {
    return Math.abs(x - kink) > DISTANCE_FROM_KINKS;
  }

  private static Domain variable(Filling filling) {
    return new Domain(filling, filling, true, false);
  }

  private static Domain constant(Filling filling, boolean isIndex) {
    return new Domain(filling, filling, false, isIndex);
  }

  private static Filling each(ToDoubleFunction<Draw> element) {
    return (draw, count) ->
        DoubleStream.generate(() -> element.applyAsDouble(draw)).limit(count).toArray();
  }
}
