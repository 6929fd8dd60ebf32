package org.ncsn.tck;

import org.ncsn.spi.BackendOptions;
import org.ncsn.tensor.Backend;

/** The oracle passes its own kit: values trivially, derivatives and contracts not. */
class ReferenceConformanceTest extends BackendConformance {
  @Override
  protected Backend open(BackendOptions options) {
    return options.nanGuard() ? ReferenceBackend.guarded() : ReferenceBackend.open();
  }
}
