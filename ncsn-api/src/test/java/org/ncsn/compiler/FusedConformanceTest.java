package org.ncsn.compiler;

import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tck.BackendConformance;
import org.ncsn.tensor.Backend;

/** Whatever is computed in sweeps passes the kit as if it had been computed step by step. */
class FusedConformanceTest extends BackendConformance {
  @Override
  protected Backend open(BackendOptions options) {
    return Backends.over("fused", new FusedEngine(), options);
  }
}
