package org.ncsn.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.autograd.Gradients;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.PoolWindow;
import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Pooling;
import org.ncsn.random.NoiseSource;
import org.ncsn.spi.BackendOptions;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Native memory is given back at once, by nobody but its owner. */
class MemoryTest {
  private static final ConvGeometry DILATED = ConvGeometry.of(1, 2, 2);

  /**
   * What the JVM's compiler may still take, in kilobytes: one feature map a step would be 289,000.
   */
  private static final long JVM_WARM_UP = 40_000;

  private final DjlEngine engine = DjlEngine.open(BackendOptions.defaults());
  private final Backend backend = Backend.over("djl", engine, false);
  private final NoiseSource noise = NoiseSource.seeded(1);

  @Test
  @EnabledOnOs(OS.LINUX)
  void compiledTrainingLoopHoldsAsMuchAfterStep500AsAfterStep10() throws IOException {
    Tensor images = normal(32, 24, 24, 8);
    Tensor kernel = normal(3, 3, 8, 8);
    try (CompiledProgram step =
        backend.compile("step", List.of(images.type(), kernel.type()), MemoryTest::step)) {
      kernel = steps(step, images, kernel, 10);
      int arrays = engine.liveArrays();
      long resident = residentKilobytes();
      kernel = steps(step, images, kernel, 490);
      assertThat(engine.liveArrays()).isEqualTo(arrays).isEqualTo(2);
      assertThat(residentKilobytes() - resident).isLessThan(JVM_WARM_UP);
    }
    assertThat(kernel.toHost().floats()).doesNotContain(Float.NaN);
  }

  private static Tensor steps(CompiledProgram step, Tensor images, Tensor first, int count) {
    Tensor kernel = first;
    for (int i = 0; i < count; i++) {
      try (Scope scope = Scope.open()) {
        List<Tensor> results = step.run(List.of(images, kernel));
        assertThat(results.get(1).toHost().scalar()).isFinite();
        kernel.close();
        kernel = scope.keep(results.get(0));
      }
    }
    return kernel;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void eagerTrainingLoopHoldsAsMuchAfterStep500AsAfterStep10() throws IOException {
    Tensor images = normal(32, 24, 24, 8);
    Tensor kernel = normal(3, 3, 8, 8);
    int arrays = 0;
    long resident = 0;
    for (int i = 0; i < 500; i++) {
      try (Scope scope = Scope.open()) {
        Tensor moved = scope.keep(step(List.of(images, kernel)).get(0));
        kernel.close();
        kernel = moved;
      }
      if (i == 9) {
        arrays = engine.liveArrays();
        resident = residentKilobytes();
      }
    }
    assertThat(engine.liveArrays()).isEqualTo(arrays).isEqualTo(2);
    assertThat(residentKilobytes() - resident).isLessThan(JVM_WARM_UP);
  }

  /**
   * A kernel moved down the gradient of a small network with everything that convolves and pools.
   */
  private static List<Tensor> step(List<Tensor> in) {
    Tensor kernel = in.get(1).watched();
    Tensor features = Elementwise.elu(Convolution.conv2d(in.get(0), kernel, DILATED));
    Tensor pooled = Pooling.average(features, new PoolWindow(5, 1, 2));
    Tensor loss = Convolution.conv2d(pooled, kernel, ConvGeometry.of(1, 1, 1)).square().mean();
    Tensor gradient = Gradients.of(loss, kernel);
    return List.of(in.get(1).subtract(gradient.multiply(1e-3)), loss.detached());
  }

  @Test
  void releasingOneOfTwoArraysThatShareMemoryLeavesTheOther() {
    HostArray values = noise.normal(DType.FLOAT32, Shape.of(64, 1024));
    NDArray original = engine.upload(values);
    List<NDArray> sharing = new ArrayList<>();
    sharing.add(engine.kernels().creation().copy(original));
    sharing.add(engine.kernels().shaping().reshape(sharing.get(0), Shape.of(64 * 1024)));
    engine.release(original);
    engine.release(sharing.get(0));
    // Would be written over if it had been freed.
    NDArray other = engine.upload(HostArray.zeros(values.type()));
    assertThat(engine.download(sharing.get(1)).floats()).isEqualTo(values.floats());
    engine.release(sharing.get(1));
    engine.release(other);
    assertThat(engine.liveArrays()).isZero();
  }

  @Test
  void closingTheEngineReleasesWhatIsLeft() {
    DjlEngine another = DjlEngine.open(BackendOptions.defaults());
    another.upload(HostArray.of(Shape.of(2), 1f, 2f));
    assertThat(another.liveArrays()).isEqualTo(1);
    another.close();
    assertThat(another.liveArrays()).isZero();
  }

  private Tensor normal(int... extents) {
    return backend.tensor(noise.normal(DType.FLOAT32, Shape.of(extents)));
  }

  /**
   * What malloc holds, which is where TensorFlow's memory comes from; Java's heap, which grows as
   * it likes, is elsewhere.
   */
  private static long residentKilobytes() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/smaps"))) {
      return lines
          .dropWhile(line -> !line.endsWith("[heap]"))
          .filter(line -> line.startsWith("Rss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }
}
