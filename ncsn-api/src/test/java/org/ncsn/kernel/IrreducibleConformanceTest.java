package org.ncsn.kernel;

import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tck.BackendConformance;
import org.ncsn.tensor.Backend;

/** What is made of other kernels passes the kit as if an engine had computed it. */
class IrreducibleConformanceTest extends BackendConformance {
  @Override
  protected Backend open(BackendOptions options) {
    return Backends.over("irreducible", new IrreducibleEngine(), options);
  }
}
