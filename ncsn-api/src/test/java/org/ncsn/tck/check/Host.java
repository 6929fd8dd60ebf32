package org.ncsn.tck.check;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.tck.cases.Domain;
import org.ncsn.tck.cases.Draw;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/** Arithmetic on arrays in Java memory. */
final class Host {
  private Host() {}

  static List<Tensor> upload(Backend backend, List<HostArray> arrays) {
    return arrays.stream().map(backend::tensor).toList();
  }

  /** Real numbers in {@code float64}; indices as they are. */
  static List<HostArray> widened(List<HostArray> arrays) {
    return arrays.stream()
        .map(array -> array.dtype().isFloating() ? array.to(DType.FLOAT64) : array)
        .toList();
  }

  /** Those that are not indices. */
  static List<HostArray> real(List<HostArray> arrays) {
    return arrays.stream().filter(array -> array.dtype().isFloating()).toList();
  }

  /** Standard normal numbers. */
  static HostArray normal(Draw draw, Shape shape) {
    return HostArray.of(shape, Domain.REAL.anywhere().fill(draw, shape.intSize()));
  }

  static double dot(HostArray a, HostArray b) {
    double sum = 0;
    for (int i = 0; i < a.shape().intSize(); i++) {
      sum += a.at(i) * b.at(i);
    }
    return sum;
  }

  /** {@code x + step * direction}. */
  static HostArray moved(HostArray x, HostArray direction, double step) {
    double[] values = new double[x.shape().intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = x.at(i) + step * direction.at(i);
    }
    return HostArray.of(x.shape(), values);
  }
}
