package org.ncsn.cli;

import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.error.UserError;
import org.ncsn.spi.BackendModule;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.spi.Workload;
import org.ncsn.tensor.Backend;

/** Lists the backends, and whether each loads here. */
@Parameters(commandDescription = "List the tensor engines that are here, and whether they load")
final class BackendsCommand implements Command {
  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "backends";
  }

  @Override
  public String examples() {
    return "ncsn backends";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    Set<String> loading = new HashSet<>();
    for (BackendModule module : Backends.found()) {
      console.line(
          String.format(
              Locale.ROOT,
              "%-8s %-32s %s",
              module.backendName(),
              module.description(),
              state(module, loading)));
    }
    String used =
        Arrays.stream(Workload.values())
            .flatMap(workload -> used(workload, loading).stream())
            .collect(Collectors.joining(", "));
    console.line(
        used.isEmpty()
            ? "none can be used here"
            : "used unless --backend or the config says otherwise: " + used);
  }

  private static Optional<String> used(Workload workload, Set<String> loading) {
    return Backends.byPreference(workload, BackendOptions.defaults()).stream()
        .map(BackendModule::backendName)
        .filter(loading::contains)
        .findFirst()
        .map(name -> name + " for " + workload);
  }

  private static String state(BackendModule module, Set<String> loading) {
    try (Backend backend = Backends.open(module.backendName(), BackendOptions.defaults())) {
      loading.add(module.backendName());
      return "loads: " + backend.info();
    } catch (UserError mistake) {
      return "does not load: " + mistake.getMessage();
    } catch (RuntimeException | LinkageError failure) {
      return "does not load: " + failure;
    }
  }
}
