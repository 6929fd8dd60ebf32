package org.ncsn.spi;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.ncsn.engine.Engine;
import org.ncsn.tensor.Backend;

/**
 * The Guice module that a backend's jar carries, named in {@code
 * META-INF/services/org.ncsn.spi.BackendModule}. It binds {@link Backend}; the injector also needs
 * a binding of {@link BackendOptions}. Making a module loads nothing of the engine: natives are
 * loaded by {@link #open} alone.
 */
public abstract class BackendModule extends AbstractModule {
  /** What configurations and {@code --backend} call it, for example {@code djl}. */
  public abstract String backendName();

  /** The engine in a few words, known without loading it. */
  public abstract String description();

  /**
   * Among several backends the one with the highest preference is used if nobody chooses. Known
   * without loading the engine; what it rests on are measurements.
   *
   * @param workload what it is to compute
   * @param options how; what an engine lacks it is not preferred for
   */
  public int preference(Workload workload, BackendOptions options) {
    return 0;
  }

  /**
   * Loads the engine.
   *
   * @throws org.ncsn.error.UserError if it cannot run here, or not with these options
   */
  protected abstract Engine<?> open(BackendOptions options);

  @Provides
  @Singleton
  final Backend backend(BackendOptions options) {
    return Backends.over(backendName(), open(options), options);
  }
}
