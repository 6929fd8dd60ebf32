package org.ncsn.spi;

import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.ncsn.error.UserError;
import org.ncsn.tensor.Backend;

/** The backends on the class path: found, not listed. */
public final class Backends {
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
   * Name of the backend to use if nobody chooses one.
   *
   * @throws UserError if there is none at all
   */
  public static String preferred() {
    return found().stream()
        .max(Comparator.comparingInt(BackendModule::preference))
        .map(BackendModule::backendName)
        .orElseThrow(() -> new UserError("backend: " + list(List.of())));
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
      throw failure;
    }
  }

  private static String list(List<BackendModule> found) {
    return found.isEmpty()
        ? "no backend is on the class path"
        : "choose from "
            + String.join(", ", found.stream().map(BackendModule::backendName).toList());
  }
}
