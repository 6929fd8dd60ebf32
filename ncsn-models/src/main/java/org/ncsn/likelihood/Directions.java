package org.ncsn.likelihood;

import java.util.Arrays;
import java.util.List;
import org.ncsn.array.HostArray;

/** The directions over which {@code v' M v} is summed for the trace of a matrix M. */
final class Directions {
  private final List<HostArray> along;
  private final double[] squares;

  /**
   * @param along each {@code [N,...]}; asked for one by one, as there may be many
   */
  Directions(List<HostArray> along) {
    this.along = along;
    int samples = along.get(0).shape().extent(0);
    int size = along.get(0).shape().intSize() / samples;
    squares = new double[samples];
    for (HostArray v : along) {
      Arrays.setAll(squares, n -> squares[n] + squares(v, n * size, size));
    }
  }

  private static double squares(HostArray v, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += v.at(i) * v.at(i);
    }
    return sum;
  }

  int count() {
    return along.size();
  }

  HostArray at(int index) {
    return along.get(index);
  }

  /** What the trace of the identity comes out as for a sample. */
  double ofIdentity(int sample) {
    return squares[sample];
  }
}
