package org.ncsn.backend.djl;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeAll;
import org.ncsn.lowering.Vectors;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.ConvolutionMethod;
import org.ncsn.spi.Backends;
import org.ncsn.tck.BackendConformance;
import org.ncsn.tensor.Backend;

/** Winograd's algorithm in Java wherever it can be used, whether it pays or not. */
class WinogradConformanceTest extends BackendConformance {
  @BeforeAll
  static void javaHasVectors() {
    assumeThat(Vectors.areAvailable()).isTrue();
  }

  @Override
  protected Backend open(BackendOptions options) {
    return Backends.open("djl", options.with(ConvolutionMethod.FEWEST));
  }
}
