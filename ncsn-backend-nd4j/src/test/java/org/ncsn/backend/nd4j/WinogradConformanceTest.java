package org.ncsn.backend.nd4j;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeAll;
import org.ncsn.lowering.Vectors;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.Backends;
import org.ncsn.tck.BackendConformance;
import org.ncsn.tensor.Backend;

/** Winograd's algorithm wherever it can be used, whether it pays or not. */
class WinogradConformanceTest extends BackendConformance {
  @BeforeAll
  static void javaHasVectors() {
    assumeThat(Vectors.areAvailable()).isTrue();
  }

  @Override
  protected Backend open(BackendOptions options) {
    return options.precision() == Precision.BFLOAT16
        ? Backends.open("nd4j", options)
        : Backends.over("nd4j", Nd4jEngine.open(options, sizes -> true), options);
  }
}
