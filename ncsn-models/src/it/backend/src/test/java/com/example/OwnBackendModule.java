package com.example;

import org.ncsn.engine.Engine;
import org.ncsn.spi.BackendModule;
import org.ncsn.spi.BackendOptions;
import org.ncsn.tck.reference.ReferenceEngine;

/** Stands for an engine of somebody else's: the kit's own, under another name. */
public final class OwnBackendModule extends BackendModule {
  @Override
  public String backendName() {
    return "own";
  }

  @Override
  public String description() {
    return "plain Java";
  }

  @Override
  protected Engine<?> open(BackendOptions options) {
    return new ReferenceEngine();
  }
}
