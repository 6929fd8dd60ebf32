package org.ncsn.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.error.UserError;
import org.ncsn.lowering.Vectors;
import org.ncsn.spi.BackendModule;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.ConvolutionMethod;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.Backends;
import org.ncsn.spi.Workload;
import org.ncsn.tensor.Backend;

class Nd4jBackendModuleTest {
  @Test
  void isFoundOnTheClassPath() {
    assertThat(Backends.found()).extracting(BackendModule::backendName).contains("nd4j");
  }

  @Test
  void refusesBfloat16InOneLine() {
    BackendOptions options = new BackendOptions(0, "auto", Precision.BFLOAT16, false);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Backends.open("nd4j", options))
        .withMessage(
            "precision: nd4j computes in float32 only; choose precision float32 or backend djl");
  }

  @Test
  void isPreferredWhereItsKernelsInJavaComeToBear() {
    assumeTrue(Vectors.areAvailable(), "kernels in Java cannot be used here");
    BackendOptions usual = new BackendOptions(0, "cpu", Precision.FLOAT32, false);
    int preferred = new Nd4jBackendModule().preference(Workload.CONVOLUTIONS, usual);
    List<BackendOptions> others =
        List.of(
            usual.withoutFusion(),
            usual.with(ConvolutionMethod.DIRECT),
            new BackendOptions(0, "gpu", Precision.FLOAT32, false),
            new BackendOptions(0, "cpu", Precision.BFLOAT16, false));
    for (BackendOptions other : others) {
      assertThat(new Nd4jBackendModule().preference(Workload.CONVOLUTIONS, other))
          .as(other.toString())
          .isLessThan(preferred);
    }
    for (Workload other : List.of(Workload.IMAGES, Workload.POINTS)) {
      assertThat(new Nd4jBackendModule().preference(other, usual))
          .as(other.toString())
          .isLessThan(preferred);
    }
  }

  @Test
  void refusesAGraphicsProcessorThatIsNotThere() {
    BackendOptions options = new BackendOptions(0, "gpu", Precision.FLOAT32, false);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> Backends.open("nd4j", options))
        .withMessageStartingWith("device: gpu was asked for");
  }

  @Test
  void tellsWhatRuns() {
    try (Backend backend = Backends.open("nd4j", BackendOptions.defaults())) {
      assertThat(backend.info().engine()).isEqualTo("ND4J");
      assertThat(backend.info().version()).startsWith("1.0.0");
      assertThat(backend.info().threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
  }
}
