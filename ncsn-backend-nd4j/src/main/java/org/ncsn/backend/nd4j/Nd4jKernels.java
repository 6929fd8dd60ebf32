package org.ncsn.backend.nd4j;

import org.ncsn.kernel.Kernels;

/** All kernels on one machine. */
final class Nd4jKernels {
  private Nd4jKernels() {}

  static Kernels<Nd4jArray> on(Machine machine) {
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
        new Convolution(machine),
        new Pooling(machine),
        new Resize(machine));
  }
}
