package org.ncsn.backend.djl;

import org.ncsn.engine.Engine;
import org.ncsn.spi.BackendModule;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Workload;

/** The backend {@code djl}. */
public final class DjlBackendModule extends BackendModule {
  @Override
  public String backendName() {
    return "djl";
  }

  @Override
  public String description() {
    return "TensorFlow through DJL";
  }

  /** Graphs make it fast at everything. */
  @Override
  public int preference(Workload workload, BackendOptions options) {
    return 10;
  }

  @Override
  protected Engine<?> open(BackendOptions options) {
    return DjlEngine.open(options);
  }
}
