package org.ncsn.backend.djl;

import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tck.BackendConformance;
import org.ncsn.tensor.Backend;

class DjlConformanceTest extends BackendConformance {
  @Override
  protected Backend open(BackendOptions options) {
    return Backends.open("djl", options);
  }
}
