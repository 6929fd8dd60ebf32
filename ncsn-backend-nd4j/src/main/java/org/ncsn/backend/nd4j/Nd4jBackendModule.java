package org.ncsn.backend.nd4j;

import org.ncsn.engine.Engine;
import org.ncsn.error.UserError;
import org.ncsn.spi.BackendModule;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.Precision;

/** Offers ND4J as a backend. */
public final class Nd4jBackendModule extends BackendModule {
  @Override
  public String backendName() {
    return "nd4j";
  }

  @Override
  public String description() {
    return "ND4J (libnd4j with oneDNN)";
  }

  @Override
  protected Engine<?> open(BackendOptions options) {
    if (options.precision() == Precision.BFLOAT16) {
      throw new UserError(
          "precision: nd4j computes in float32 only; choose precision float32 or backend djl");
    }
    return Nd4jEngine.open(options);
  }
}
