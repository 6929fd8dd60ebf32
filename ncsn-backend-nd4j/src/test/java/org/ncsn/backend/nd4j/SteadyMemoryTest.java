package org.ncsn.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.autograd.Gradients;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Elementwise;
import org.ncsn.spi.BackendOptions;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** A training loop takes no more native memory after 500 steps than after 10. */
class SteadyMemoryTest {
  /** A step makes several arrays of 512 KB: a single one left behind would take 245 MB. */
  private static final Shape IMAGES = Shape.of(16, 32, 32, 8);

  private static final Shape KERNEL = Shape.of(3, 3, 8, 8);
  private static final long MARGIN = 64L << 20;

  private final Nd4jEngine engine = Nd4jEngine.open(BackendOptions.defaults());
  private final Backend backend = Backend.over("nd4j", engine, false);

  @Test
  void ofACompiledStepThatIsRun() throws IOException {
    Tensor images = backend.tensor(patterned(IMAGES));
    try (CompiledProgram step =
        backend.compile(
            "step",
            List.of(images.type(), backend.tensor(patterned(KERNEL)).type()),
            in -> List.of(moved(in.get(0), in.get(1))))) {
      staysTheSame(500, kernel -> step.run(List.of(images, kernel)).get(0));
    }
  }

  @Test
  void ofAStepThatIsComputedEagerly() throws IOException {
    Tensor images = backend.tensor(patterned(IMAGES));
    staysTheSame(500, kernel -> moved(images, kernel));
  }

  private void staysTheSame(int steps, UnaryOperator<Tensor> step) throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "resident memory is read from /proc");
    Tensor kernel = backend.tensor(patterned(KERNEL));
    kernel = after(10, step, kernel);
    int blocks = engine.pool().liveBlocks();
    long bytes = engine.pool().liveBytes();
    long resident = residentBytes();
    after(steps - 10, step, kernel);
    assertThat(engine.pool().liveBlocks()).isEqualTo(blocks);
    assertThat(engine.pool().liveBytes()).isEqualTo(bytes);
    // Java may come to use, meanwhile, what it had reserved for its heap.
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    assertThat(residentBytes() - resident).isLessThan(MARGIN + heap);
  }

  private static Tensor after(int steps, UnaryOperator<Tensor> step, Tensor kernel) {
    Tensor current = kernel;
    for (int i = 0; i < steps; i++) {
      try (Scope scope = Scope.open()) {
        Tensor next = step.apply(current);
        scope.keep(List.of(next));
        current.close();
        current = next;
      }
    }
    return current;
  }

  /** A step of gradient descent on a dilated and a plain convolution. */
  private static Tensor moved(Tensor images, Tensor kernel) {
    Tensor watched = kernel.watched();
    Tensor hidden = Elementwise.elu(Convolution.conv2d(images, watched, ConvGeometry.of(1, 2, 2)));
    Tensor loss = Convolution.conv2d(hidden, watched, ConvGeometry.of(1, 1, 1)).square().mean();
    return kernel.subtract(Gradients.of(loss, watched).multiply(0.01));
  }

  private static HostArray patterned(Shape shape) {
    float[] values = new float[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 7 % 13 - 6) / 60f;
    }
    return HostArray.of(shape, values);
  }

  /** Without the pages of libraries, which come in as they are used. */
  private static long residentBytes() throws IOException {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}
