package org.ncsn.tck;

import java.util.Arrays;
import java.util.Collection;
import org.assertj.core.api.AbstractAssert;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.tensor.Tensor;

/** AssertJ assertions about arrays that say which element differs, and by how much. */
public final class TensorAssert extends AbstractAssert<TensorAssert, HostArray> {
  private TensorAssert(HostArray actual) {
    super(actual, TensorAssert.class);
  }

  public static TensorAssert assertThat(HostArray actual) {
    return new TensorAssert(actual);
  }

  /** About a tensor's values. */
  public static TensorAssert assertThat(Tensor actual) {
    return new TensorAssert(actual.toHost());
  }

  public TensorAssert hasShape(int... extents) {
    isNotNull();
    if (!actual.shape().equals(Shape.of(extents))) {
      failWithMessage("expected shape %s, found %s", Shape.of(extents), actual.shape());
    }
    return this;
  }

  /** Holds exactly these numbers, in row-major order. */
  public TensorAssert hasValues(double... numbers) {
    return isCloseTo(HostArray.of(actual.shape(), numbers), 0);
  }

  /**
   * Every element is as near to the expected one as {@code tolerance * (|expected| + largest
   * |expected|)}: rounding in sums is relative to what was summed, not to what is left. Element
   * types may differ, shapes may not.
   */
  public TensorAssert isCloseTo(HostArray expected, double tolerance) {
    return agreesWith(expected, tolerance, largest(expected));
  }

  /**
   * The same for a result that may have cancelled as a whole, a single sum say: the largest
   * magnitude is looked for among the operands, too.
   */
  public TensorAssert isCloseTo(
      HostArray expected, double tolerance, Collection<HostArray> operands) {
    double scale = operands.stream().mapToDouble(TensorAssert::largest).max().orElse(0);
    return agreesWith(expected, tolerance, Math.max(scale, largest(expected)));
  }

  /** Every element is as near to the expected one as {@code tolerance * |expected|}. */
  public TensorAssert isElementwiseCloseTo(HostArray expected, double tolerance) {
    return agreesWith(expected, tolerance, 0);
  }

  private TensorAssert agreesWith(HostArray expected, double tolerance, double floor) {
    isNotNull();
    if (!actual.shape().equals(expected.shape())) {
      failWithMessage("expected shape %s, found %s", expected.shape(), actual.shape());
    }
    int differing = 0;
    int worst = -1;
    double worstExcess = 0;
    int count = expected.shape().intSize();
    for (int i = 0; i < count; i++) {
      double allowed = tolerance * (Math.abs(expected.at(i)) + floor);
      double error = error(actual.at(i), expected.at(i));
      if (!(error <= allowed)) {
        differing++;
        // A NaN is the worst that can happen.
        double excess = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error - allowed;
        if (worst < 0 || excess > worstExcess) {
          worst = i;
          worstExcess = excess;
        }
      }
    }
    if (differing > 0) {
      failWithMessage(
          "%s of %s elements of %s differ, most of all %s: expected %s, found %s (tolerance %s)",
          differing,
          count,
          actual.type(),
          Arrays.toString(position(worst)),
          expected.at(worst),
          actual.at(worst),
          tolerance);
    }
    return this;
  }

  private static double largest(HostArray array) {
    double largest = 0;
    for (int i = 0; i < array.shape().intSize(); i++) {
      double magnitude = Math.abs(array.at(i));
      largest = Double.isFinite(magnitude) ? Math.max(largest, magnitude) : largest;
    }
    return largest;
  }

  private static double error(double found, double expected) {
    boolean same = found == expected || (Double.isNaN(found) && Double.isNaN(expected));
    return same ? 0 : Math.abs(found - expected);
  }

  private int[] position(int index) {
    int[] strides = actual.shape().strides();
    int[] position = new int[strides.length];
    for (int axis = 0; axis < strides.length; axis++) {
      position[axis] = index / strides[axis] % actual.shape().extent(axis);
    }
    return position;
  }
}
