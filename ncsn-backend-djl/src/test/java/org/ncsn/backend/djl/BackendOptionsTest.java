package org.ncsn.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.primitive.Convolution;
import org.ncsn.random.NoiseSource;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.Backends;
import org.ncsn.tck.Agreement;
import org.ncsn.tck.Rounding;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

class BackendOptionsTest {
  private static final NoiseSource NOISE = NoiseSource.seeded(2);
  private static final List<HostArray> INPUTS =
      List.of(
          NOISE.normal(DType.FLOAT32, Shape.of(2, 9, 9, 16)),
          NOISE.normal(DType.FLOAT32, Shape.of(3, 3, 16, 8)));
  private static final List<HostArray> WIDE =
      INPUTS.stream().map(input -> input.to(DType.FLOAT64)).toList();

  /** Half a unit in the last place of a number just above 1, of which bfloat16 has eight bits. */
  private static final double BFLOAT16 = 0x1.0p-8;

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
    Rounding rounding = Rounding.of(WIDE, inputs -> convolved(Precision.FLOAT32, inputs));
    HostArray half = convolved(Precision.BFLOAT16, INPUTS).get(0);
    HostArray exact = convolved(Precision.BFLOAT16, WIDE).get(0);

    rounding.assertRounded("single", convolved(Precision.FLOAT32, INPUTS));
    rounding.assertRounded("double", List.of(exact));
    // The products are wrong by some part of half a unit in bfloat16's last place.
    assertThat(Agreement.error(half, exact)).isBetween(0.1 * BFLOAT16, BFLOAT16);
  }

  private static List<HostArray> convolved(Precision precision, List<HostArray> inputs) {
    BackendOptions options = new BackendOptions(0, "cpu", precision, false);
    try (Backend backend = Backends.open("djl", options)) {
      Tensor image = backend.tensor(inputs.get(0));
      Tensor kernel = backend.tensor(inputs.get(1));
      return List.of(Convolution.conv2d(image, kernel, ConvGeometry.of(1, 1, 1)).toHost());
    }
  }
}
