package org.ncsn.cli.bench;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.compiler.Flops;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.primitive.Convolution;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** How fast the engine convolves at its best here: 3 x 3, 128 to 128 channels, 32 x 32 pixels. */
final class Ceiling {
  private static final Shape IMAGES = Shape.of(32, 32, 32, 128);
  private static final Shape KERNEL = Shape.of(3, 3, 128, 128);
  private static final int MOST_RUNS = 7;

  private Ceiling() {}

  /**
   * Operations a second, the best of several runs.
   *
   * @param runs how many, of which a few are enough
   */
  static double measure(Backend backend, int runs) {
    HostArray images = NoiseSource.seeded(0).normal(DType.FLOAT32, IMAGES);
    HostArray kernel = NoiseSource.seeded(1).normal(DType.FLOAT32, KERNEL);
    try (Scope scope = Scope.open();
        CompiledProgram program =
            backend.compile(
                "convolution",
                List.of(images.type(), kernel.type()),
                in ->
                    List.of(Convolution.conv2d(in.get(0), in.get(1), ConvGeometry.of(1, 1, 1))))) {
      List<Tensor> inputs = List.of(backend.tensor(images), backend.tensor(kernel));
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < Math.min(runs, MOST_RUNS); i++) {
        try (Scope run = Scope.open()) {
          long start = System.nanoTime();
          program.run(inputs);
          best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
      }
      return Flops.of(program.program()) / best;
    }
  }
}
