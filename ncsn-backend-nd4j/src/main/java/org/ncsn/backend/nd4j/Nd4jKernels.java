package org.ncsn.backend.nd4j;

import java.util.Optional;
import org.ncsn.backend.nd4j.vector.Workers;
import org.ncsn.kernel.Kernels;

/** All kernels on one machine. */
final class Nd4jKernels {
  private Nd4jKernels() {}

  /**
   * @param workers the threads of kernels in Java that convolve; none for the library alone
   */
  static Kernels<Nd4jArray> on(Machine machine, Optional<Workers> workers) {
    Creation creation = new Creation(machine);
    Elementwise elementwise = new Elementwise(machine);
    Shaping shaping = new Shaping(machine);
    return new Kernels<>(
        creation,
        elementwise,
        new Reductions(machine),
        shaping,
        new Indexing(machine),
        new Matrices(machine),
        new Convolution(machine, workers.map(threads -> new Winograd(machine, threads))),
        new Pooling(machine),
        new Resize(machine));
  }
}
