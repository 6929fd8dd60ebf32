package org.ncsn.tck;

import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tck.reference.ReferenceEngine;
import org.ncsn.tensor.Backend;

/** The oracle passes its own kit: values trivially, derivatives and contracts not. */
class ReferenceConformanceTest extends BackendConformance {
  @Override
  protected Backend open(BackendOptions options) {
    return Backends.over("reference", new ReferenceEngine(), options);
  }
}
