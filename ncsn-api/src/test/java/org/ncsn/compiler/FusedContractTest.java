package org.ncsn.compiler;

import org.ncsn.tck.contract.FusionContract;
import org.ncsn.tensor.Backend;

/** Whatever is computed in sweeps is the same as if it had been computed step by step. */
class FusedContractTest extends FusionContract {
  private static final Backend BACKEND = Backend.over("fused", new FusedEngine(), false);

  FusedContractTest() {
    super(() -> BACKEND);
  }
}
