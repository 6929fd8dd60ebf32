package org.ncsn.tck.reference;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ElementwiseKernels;
import org.ncsn.kernel.Reduction;
import org.ncsn.kernel.ReductionKernels;

final class ReferenceReductions implements ReductionKernels<HostArray> {
  @Override
  public HostArray reduce(Reduction reduction, HostArray x, int[] axes, boolean keepAxes) {
    Shape kept = x.shape();
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    double[] results = new double[kept.intSize()];
    Arrays.fill(results, reduction == Reduction.MAX ? Double.NEGATIVE_INFINITY : 0);
    double[] values = Cells.values(x);
    int count = values.length;
    int[] targets = Cells.sources(kept, x.shape());
    for (int i = 0; i < count; i++) {
      int target = targets[i];
      results[target] =
          switch (reduction) {
            case SUM, MEAN -> results[target] + values[i];
            case MAX -> Math.max(results[target], values[i]);
            case SUM_OF_SQUARES -> results[target] + values[i] * values[i];
          };
    }
    if (reduction == Reduction.MEAN) {
      for (int i = 0; i < results.length; i++) {
        results[i] /= (double) count / results.length;
      }
    }
    Shape shape = keepAxes ? kept : without(x.shape(), axes);
    return Cells.rounded(x.type().with(shape), results);
  }

  @Override
  public HostArray softmax(HostArray x, int axis, ElementwiseKernels<HostArray> elementwise) {
    int length = x.shape().extent(axis);
    double[] results = new double[x.shape().intSize()];
    for (int row = 0; row < results.length; row += length) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = row; i < row + length; i++) {
        largest = Math.max(largest, x.at(i));
      }
      double sum = 0;
      for (int i = row; i < row + length; i++) {
        results[i] = Math.exp(x.at(i) - largest);
        sum += results[i];
      }
      for (int i = row; i < row + length; i++) {
        results[i] /= sum;
      }
    }
    return Cells.rounded(x.type(), results);
  }

  private static Shape without(Shape shape, int[] axes) {
    return Shape.of(
        IntStream.range(0, shape.rank())
            .filter(axis -> IntStream.of(axes).noneMatch(reduced -> reduced == axis))
            .map(shape::extent)
            .toArray());
  }
}
