package org.ncsn.backend.nd4j;

import java.util.Optional;
import org.ncsn.kernel.Kernels;
import org.ncsn.vector.Workers;

/** All kernels on one machine. */
final class Nd4jKernels {
  private Nd4jKernels() {}

  /**
   * @param workers threads of kernels in Java, where such kernels can be used
   * @param winograd how the machine convolves with fewer multiplications, where it does
   */
  static Kernels<Nd4jArray> on(
      Machine machine, Optional<Workers> workers, Optional<Winograd> winograd) {
    Creation creation = new Creation(machine);
    Elementwise elementwise = new Elementwise(machine);
    Shaping shaping = new Shaping(machine, workers);
    return new Kernels<>(
        creation,
        elementwise,
        new Reductions(machine),
        shaping,
        new Indexing(machine),
        new Matrices(machine, workers),
        new Convolution(machine, winograd),
        new Pooling(machine),
        new Resize(machine));
  }
}
