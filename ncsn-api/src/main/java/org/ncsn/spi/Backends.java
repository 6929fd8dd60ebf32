package org.ncsn.spi;

import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import org.ncsn.engine.Capability;
import org.ncsn.engine.Engine;
import org.ncsn.error.RootCause;
import org.ncsn.error.UserError;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.tensor.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backends on the class path: found, not listed. */
public final class Backends {
  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

  private Backends() {}

  /** Every backend found, by name. */
  public static List<BackendModule> found() {
    return ServiceLoader.load(BackendModule.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(BackendModule::backendName))
        .toList();
  }

  /**
   * The module of a backend, to be installed in an injector that binds {@link BackendOptions}.
   *
   * @throws UserError if there is none of that name
   */
  public static BackendModule named(String name) {
    List<BackendModule> found = found();
    return found.stream()
        .filter(module -> module.backendName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UserError("backend: there is no '" + name + "' here; " + list(found)));
  }

  /**
   * Every backend found, the one first that is to be tried first if nobody chooses.
   *
   * @throws UserError if there is none at all
   */
  public static List<BackendModule> byPreference(Workload workload, BackendOptions options) {
    List<BackendModule> found = found();
    if (found.isEmpty()) {
      throw new UserError("backend: " + list(found));
    }
    return found.stream()
        .sorted(
            Comparator.comparingInt((BackendModule module) -> module.preference(workload, options))
                .reversed())
        .toList();
  }

  /**
   * Opens the backend that somebody chose, or if nobody did, the first by preference for images
   * that runs here.
   *
   * @throws UserError if there is none of the chosen name, or it cannot run here, or none can
   */
  public static Backend open(Optional<String> chosen, BackendOptions options) {
    return open(chosen, Workload.IMAGES, options);
  }

  /**
   * Opens the backend that somebody chose, or if nobody did, the first by preference that runs
   * here.
   *
   * @throws UserError if there is none of the chosen name, or it cannot run here, or none can
   */
  public static Backend open(Optional<String> chosen, Workload workload, BackendOptions options) {
    return chosen.isPresent() ? open(chosen.get(), options) : openAny(workload, options);
  }

  private static Backend openAny(Workload workload, BackendOptions options) {
    List<RuntimeException> failures = new ArrayList<>();
    for (BackendModule module : byPreference(workload, options)) {
      try {
        Backend backend = open(module.backendName(), options);
        failures.forEach(
            failure -> LOG.warn("{}; using {}", RootCause.of(failure), module.backendName()));
        LOG.info(
            "backend {}: nobody chose one, and for {} it is preferred", backend.name(), workload);
        return backend;
      } catch (RuntimeException failure) {
        failures.add(failure);
      }
    }
    RuntimeException first = failures.get(0);
    failures.stream().skip(1).forEach(first::addSuppressed);
    throw first;
  }

  /**
   * Opens a backend with all threads, on the device that is there, in single precision.
   *
   * @throws UserError if there is none of that name, or it cannot run here
   */
  public static Backend open(String name) {
    return open(name, BackendOptions.defaults());
  }

  /**
   * Opens a backend for those who do not use Guice themselves.
   *
   * @throws UserError if there is none of that name, or it cannot run here
   */
  public static Backend open(String name, BackendOptions options) {
    try {
      return Guice.createInjector(
              named(name), binder -> binder.bind(BackendOptions.class).toInstance(options))
          .getInstance(Backend.class);
    } catch (ProvisionException failure) {
      if (failure.getCause() instanceof UserError mistake) {
        throw mistake;
      }
      if (failure.getCause() instanceof LinkageError) {
        throw new UserError(
            String.format(
                Locale.ROOT, "backend %s: does not load here: %s", name, RootCause.of(failure)),
            failure);
      }
      throw failure;
    }
  }

  /**
   * A backend over an engine that was opened with these options.
   *
   * @throws UserError if the engine lacks what they ask for; it is closed then
   */
  public static Backend over(String name, Engine<?> engine, BackendOptions options) {
    if (options.precision() == Precision.BFLOAT16 && engine.lacks().contains(Capability.BFLOAT16)) {
      engine.close();
      throw new UserError(
          "precision: "
              + name
              + " computes in float32 only; choose precision float32 or another backend");
    }
    return Backend.over(name, engine, options.nanGuard());
  }

  private static String list(List<BackendModule> found) {
    return found.isEmpty()
        ? "no backend is on the class path"
        : "choose from "
            + String.join(", ", found.stream().map(BackendModule::backendName).toList());
  }
}
