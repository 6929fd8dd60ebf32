package org.ncsn.likelihood;

import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/**
 * The directions of a trace on an engine.
 *
 * @param along each {@code [N,...]}
 * @param squares the sum of {@code v' v} over the directions, for each sample: the trace of the
 *     identity
 */
record Directions(List<Tensor> along, List<Double> squares) {
  /** Owned by the open scope. */
  static Directions on(Backend backend, List<HostArray> directions) {
    int samples = directions.get(0).shape().extent(0);
    int size = directions.get(0).shape().intSize() / samples;
    Double[] squares = new Double[samples];
    for (int sample = 0; sample < samples; sample++) {
      double sum = 0;
      for (HostArray v : directions) {
        for (int i = sample * size; i < (sample + 1) * size; i++) {
          sum += v.at(i) * v.at(i);
        }
      }
      squares[sample] = sum;
    }
    return new Directions(directions.stream().map(backend::tensor).toList(), List.of(squares));
  }
}
