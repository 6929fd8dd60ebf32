package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ncsn.checkpoint.Safetensors;
import org.ncsn.checkpoint.TorchFile;
import org.ncsn.checkpoint.TorchValue;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.error.UserError;
import org.ncsn.tensor.HostArray;

/** Says what a checkpoint holds. */
@Parameters(commandDescription = "Say what a checkpoint holds: of this program, or of PyTorch's")
final class InfoCommand implements Command {
  /** Before the names of the network's arrays in a checkpoint that training goes on from. */
  private static final String NETWORK = "network.";

  /** So many arrays are named of those that are not finite. */
  private static final int TOLD = 3;

  @Parameter(description = "FILE", required = true)
  private List<Path> files;

  @Parameter(names = "--tensors", order = 1, description = "List every tensor")
  private boolean tensors;

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "info";
  }

  @Override
  public String examples() {
    return """
        ncsn info run/logs/mnist/checkpoint.safetensors
        ncsn info checkpoint.pth --tensors""";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    if (files.size() != 1) {
      throw new UserError("info: give one file, found " + files.size());
    }
    Path file = files.get(0);
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    List<String> lines =
        file.toString().endsWith(".safetensors") ? ours(file, arrays) : torch(file, arrays);
    console.line(file.toString());
    lines.forEach(line -> console.line("  " + line));
    notFinite(arrays).ifPresent(names -> console.line("  not finite  " + names));
    if (tensors) {
      arrays.forEach((name, array) -> console.line("  " + name + " " + array.type()));
    }
  }

  private static List<String> ours(Path file, Map<String, HostArray> arrays) {
    Safetensors.Content content = Safetensors.read(file);
    arrays.putAll(content.arrays());
    Map<String, String> told = content.metadata();
    List<String> lines = new ArrayList<>();
    lines.add("format      " + told.getOrDefault("format", "safetensors of another program"));
    if (told.containsKey("step")) {
      lines.add("step        " + told.get("step"));
      lines.add("written by  " + told.getOrDefault("backend", "unknown"));
    }
    lines.add(
        "network     "
            + size(
                arrays,
                arrays.keySet().stream().anyMatch(name -> name.startsWith(NETWORK))
                    ? NETWORK
                    : ""));
    String slots = told.getOrDefault("slots", "");
    lines.add("optimizer   " + (slots.isEmpty() ? "none" : slots.replace(",", ", ")));
    lines.add("average     " + size(arrays, "ema."));
    if (told.containsKey("config")) {
      lines.add("config");
      told.get("config").lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  private static List<String> torch(Path file, Map<String, HostArray> arrays) {
    TorchValue root = TorchFile.read(file);
    TorchValue network = root.isList() ? root.item(0) : root;
    arrays.putAll(network.arrays());
    List<String> lines = new ArrayList<>();
    lines.add("format      PyTorch");
    lines.add("network     " + size(arrays, ""));
    if (!root.isList() || root.size() < 2 || root.item(1).get("state").size() == 0) {
      lines.add("optimizer   none");
      return lines;
    }
    TorchValue states = root.item(1).get("state");
    TorchValue first = states.get(states.map().keySet().iterator().next());
    List<String> slots = new ArrayList<>();
    first.map().keySet().forEach(key -> slots.add(String.valueOf(key)));
    if (slots.remove("step")) {
      lines.add("step        " + (long) first.get("step").number());
    }
    lines.add("optimizer   " + String.join(", ", slots));
    return lines;
  }

  /** Names of arrays that hold NaN or infinity. */
  private static Optional<String> notFinite(Map<String, HostArray> arrays) {
    List<String> names =
        arrays.entrySet().stream()
            .filter(entry -> !entry.getValue().isFinite())
            .map(Map.Entry::getKey)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", names.subList(0, Math.min(names.size(), TOLD)))
                + (names.size() > TOLD ? " and " + (names.size() - TOLD) + " more" : ""));
  }

  private static String size(Map<String, HostArray> arrays, String prefix) {
    List<HostArray> own =
        arrays.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(prefix))
            .map(Map.Entry::getValue)
            .toList();
    long parameters = own.stream().mapToLong(array -> array.shape().size()).sum();
    return own.isEmpty()
        ? "none"
        : String.format(Locale.ROOT, "%,d parameters in %d tensors", parameters, own.size());
  }
}
