package org.ncsn.cli.bench;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.compiler.Flops;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.primitive.Convolution;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** What the engine can do at its best here. */
final class Ceiling {
  private static final TensorType IMAGES = new TensorType(DType.FLOAT32, Shape.of(32, 32, 32, 128));
  private static final TensorType KERNEL = new TensorType(DType.FLOAT32, Shape.of(3, 3, 128, 128));

  /** More than any cache holds. */
  private static final TensorType NUMBERS = new TensorType(DType.FLOAT32, Shape.of(1 << 25));

  private static final int MOST_RUNS = 7;

  /** Numbers that images and kernels are made of, whose sizes are multiples of this. */
  private static final int DRAWN = 4096;

  private Ceiling() {}

  /**
   * Operations a second of a convolution: 3 x 3, 128 to 128 channels, 32 x 32 pixels.
   *
   * @param runs of which the best counts; a few are enough
   */
  static double ofConvolutions(Backend backend, int runs) {
    try (Scope scope = Scope.open();
        CompiledProgram program =
            backend.compile(
                "convolution",
                List.of(IMAGES, KERNEL),
                in ->
                    List.of(Convolution.conv2d(in.get(0), in.get(1), ConvGeometry.of(1, 1, 1))))) {
      List<Tensor> inputs = List.of(backend.tensor(noise(IMAGES)), backend.tensor(noise(KERNEL)));
      return Flops.of(program.program()) / best(program, inputs, runs);
    }
  }

  /**
   * Bytes a second that are read and written where nothing is computed but negatives.
   *
   * @param runs of which the best counts; a few are enough
   */
  static double ofMemory(Backend backend, int runs) {
    try (Scope scope = Scope.open();
        CompiledProgram program =
            backend.compile("negation", List.of(NUMBERS), in -> List.of(in.get(0).negate()))) {
      List<Tensor> inputs = List.of(backend.tensor(HostArray.zeros(NUMBERS)));
      return 2 * NUMBERS.bytes() / best(program, inputs, runs);
    }
  }

  /** Normal noise that repeats itself: to draw it all would take longer than the convolution. */
  private static HostArray noise(TensorType type) {
    float[] drawn = NoiseSource.seeded(0).normal(type.dtype(), Shape.of(DRAWN)).floats();
    float[] all = new float[type.shape().intSize()];
    for (int i = 0; i < all.length; i += DRAWN) {
      System.arraycopy(drawn, 0, all, i, DRAWN);
    }
    return HostArray.of(type.shape(), all);
  }

  private static double best(CompiledProgram program, List<Tensor> inputs, int runs) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(runs, MOST_RUNS); i++) {
      try (Scope run = Scope.open()) {
        long start = System.nanoTime();
        program.run(inputs);
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
      }
    }
    return best;
  }
}
