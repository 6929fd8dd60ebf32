package org.ncsn.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.autograd.Gradients;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Indexing;
import org.ncsn.primitive.Matrices;
import org.ncsn.primitive.Pooling;
import org.ncsn.primitive.Reductions;
import org.ncsn.primitive.Resize;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/**
 * The same operands give the same bits, run after run, also where several threads share the work: a
 * resumed training equals an uninterrupted one.
 */
public abstract class RepetitionContract extends Contract {
  private static final int RUNS = 4;

  protected RepetitionContract(Supplier<Backend> opened) {
    super(opened);
  }

  @Test
  void convolutionsAndTheirGradients() {
    repeats(
        in -> gradients(in, Convolution.conv2d(in.get(0), in.get(1), ConvGeometry.of(1, 2, 2))),
        normal(8, 16, 16, 12),
        normal(3, 3, 12, 24));
  }

  @Test
  void productsOfMatrices() {
    repeats(
        in -> gradients(in, Matrices.matmul(in.get(0), in.get(1))),
        normal(64, 300),
        normal(300, 48));
  }

  @Test
  void sumsAndMeans() {
    repeats(
        in ->
            List.of(
                in.get(0).sum(),
                in.get(0).mean(1, 2),
                Reductions.sum(in.get(0), true, 0, 1, 2),
                Reductions.logSumExp(in.get(0), false)),
        normal(8, 24, 24, 16));
  }

  @Test
  void rowsThatAreAddedUp() {
    Tensor rows = backend().tensor(noise.integers(Shape.of(2000), 5));
    repeats(in -> List.of(Indexing.scatterAddRows(in.get(0), rows, 5)), normal(2000, 16));
  }

  @Test
  void poolsAndResizing() {
    repeats(
        in -> gradients(in, Pooling.average(in.get(0), new PoolWindow(5, 1, 2))),
        normal(4, 20, 20, 16));
    repeats(in -> gradients(in, Resize.bilinear(in.get(0), 31, 31)), normal(4, 16, 16, 16));
  }

  /** What an engine keeps of weights from run to run is not taken for that of others. */
  @Test
  void otherKernelsGiveOtherResults() {
    Tensor images = normal(2, 8, 8, 4);
    UnaryOperator<List<Tensor>> function =
        in ->
            List.of(
                Convolution.conv2d(in.get(0), in.get(1), ConvGeometry.of(1, 1, 1)),
                Convolution.conv2d(in.get(0), in.get(1), ConvGeometry.of(1, 2, 2)),
                Convolution.conv2d(in.get(0), in.get(1), ConvGeometry.of(2, 1, 1)),
                slope(in.get(0).watched(), in.get(1)));
    Tensor first = normal(3, 3, 4, 4);
    try (CompiledProgram program =
        backend().compile("kernels", List.of(images.type(), first.type()), function)) {
      for (int run = 0; run < RUNS; run++) {
        // Closed with its scope, a kernel leaves its memory to the next one.
        try (Scope scope = Scope.open()) {
          Tensor kernel = normal(3, 3, 4, 4);
          isComputed(function, program, List.of(images, kernel));
          isComputed(function, program, List.of(images, kernel));
        }
        isComputed(function, program, List.of(images, first));
        Tensor larger = normal(4 + 4 * run, 16, 16, 8);
        try (CompiledProgram other =
            backend()
                .compile(
                    "other", List.of(larger.type()), in -> List.of(in.get(0).square().sum()))) {
          other.run(List.of(larger));
          isComputed(function, program, List.of(images, first));
        }
      }
    }
  }

  private static Tensor slope(Tensor images, Tensor kernel) {
    Tensor convolved = Convolution.conv2d(images, kernel, ConvGeometry.of(1, 1, 1));
    return Gradients.of(convolved.square().sum(), images);
  }

  private static List<Tensor> gradients(List<Tensor> operands, Tensor value) {
    return Gradients.of(value.square().sum(), operands);
  }

  private void repeats(UnaryOperator<List<Tensor>> function, Tensor... operands) {
    List<Tensor> given = List.of(operands);
    UnaryOperator<List<Tensor>> watched =
        in -> function.apply(in.stream().map(Tensor::watched).toList());
    List<HostArray> eager = toHost(watched.apply(given));
    try (CompiledProgram program =
        backend().compile("repeated", given.stream().map(Tensor::type).toList(), watched)) {
      List<HostArray> compiled = toHost(program.run(given));
      for (int run = 0; run < RUNS; run++) {
        try (Scope scope = Scope.open()) {
          assertThat(toHost(watched.apply(given)).equals(eager)).as("eager, again").isTrue();
          assertThat(toHost(program.run(given)).equals(compiled)).as("compiled, again").isTrue();
        }
      }
    }
  }

  private static List<HostArray> toHost(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::toHost).toList();
  }
}
