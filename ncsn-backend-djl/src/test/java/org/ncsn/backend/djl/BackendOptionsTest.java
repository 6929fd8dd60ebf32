package org.ncsn.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ncsn.error.UserError;
import org.ncsn.primitive.Convolution;
import org.ncsn.random.NoiseSource;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.Backends;
import org.ncsn.spi.ConvGeometry;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.DType;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Shape;
import org.ncsn.tensor.Tensor;

class BackendOptionsTest {
  private static final NoiseSource NOISE = NoiseSource.seeded(2);
  private static final HostArray IMAGE = NOISE.normal(DType.FLOAT32, Shape.of(2, 9, 9, 16));
  private static final HostArray KERNEL = NOISE.normal(DType.FLOAT32, Shape.of(3, 3, 16, 8));

  @Test
  void saysWhatRuns() {
    try (Backend backend = Backends.open("djl", BackendOptions.defaults())) {
      assertThat(backend.info().engine()).isEqualTo("TensorFlow");
      assertThat(backend.info().version()).startsWith("2.");
      assertThat(backend.info().threads()).isPositive();
      assertThat(backend.info().instructions()).isNotBlank();
    }
  }

  @Test
  void refusesAGpuWhereThereIsNone() {
    TensorFlowRuntime runtime = TensorFlowRuntime.load(1);
    if (!runtime.device("auto").isGpu()) {
      assertThatThrownBy(() -> runtime.device("gpu"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("no gpu here");
    }
  }

  @Test
  void bfloat16RoundsProductsAndLeavesTheRestInFloat32() {
    double[] exact = convolved(Precision.FLOAT32, DType.FLOAT64);
    double rounded = distance(convolved(Precision.BFLOAT16, DType.FLOAT32), exact);
    assertThat(rounded).isBetween(1e-4, 2e-2);
    assertThat(distance(convolved(Precision.FLOAT32, DType.FLOAT32), exact)).isLessThan(1e-6);
    assertThat(distance(convolved(Precision.BFLOAT16, DType.FLOAT64), exact)).isLessThan(1e-12);
  }

  private static double[] convolved(Precision precision, DType dtype) {
    BackendOptions options = new BackendOptions(0, "cpu", precision, false);
    try (Backend backend = Backends.open("djl", options)) {
      Tensor image = backend.tensor(IMAGE.to(dtype));
      Tensor kernel = backend.tensor(KERNEL.to(dtype));
      return Convolution.conv2d(image, kernel, ConvGeometry.of(1, 1, 1))
          .toHost()
          .to(DType.FLOAT64)
          .doubles();
    }
  }

  private static double distance(double[] found, double[] expected) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += (found[i] - expected[i]) * (found[i] - expected[i]);
      norm += expected[i] * expected[i];
    }
    return Math.sqrt(difference / norm);
  }
}
