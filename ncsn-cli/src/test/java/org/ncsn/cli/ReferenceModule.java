package org.ncsn.cli;

import org.ncsn.engine.Engine;
import org.ncsn.spi.BackendModule;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Workload;
import org.ncsn.tck.reference.ReferenceEngine;

/** The conformance kit's engine in plain Java as {@code --backend reference}: it starts at once. */
public final class ReferenceModule extends BackendModule {
  static final String NAME = "reference";

  @Override
  public String backendName() {
    return NAME;
  }

  @Override
  public String description() {
    return "plain Java, for tests";
  }

  @Override
  public int preference(Workload workload, BackendOptions options) {
    return Integer.MIN_VALUE;
  }

  @Override
  protected Engine<?> open(BackendOptions options) {
    return new ReferenceEngine();
  }
}
