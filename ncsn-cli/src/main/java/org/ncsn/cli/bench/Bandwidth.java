package org.ncsn.cli.bench;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** How fast the engine goes through memory here: it negates an array that no cache holds. */
final class Bandwidth {
  private static final TensorType ARRAY = new TensorType(DType.FLOAT32, Shape.of(1 << 25));
  private static final int MOST_RUNS = 7;

  private Bandwidth() {}

  /**
   * Bytes read and written a second, the best of several runs.
   *
   * @param runs how many, of which a few are enough
   */
  static double measure(Backend backend, int runs) {
    try (Scope scope = Scope.open();
        CompiledProgram program =
            backend.compile("negation", List.of(ARRAY), in -> List.of(in.get(0).negate()))) {
      List<Tensor> inputs = List.of(backend.tensor(HostArray.zeros(ARRAY)));
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < Math.min(runs, MOST_RUNS); i++) {
        try (Scope run = Scope.open()) {
          long start = System.nanoTime();
          program.run(inputs);
          best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
      }
      return 2 * ARRAY.bytes() / best;
    }
  }
}
