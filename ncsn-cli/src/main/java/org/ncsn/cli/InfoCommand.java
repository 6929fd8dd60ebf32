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
import org.ncsn.array.HostArray;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.training.Checkpoints;
import org.ncsn.error.Printable;
import org.ncsn.error.UserError;
import org.ncsn.format.CheckpointFormat;
import org.ncsn.format.Safetensors;
import org.ncsn.format.StateDict;
import org.ncsn.format.TorchContents;
import org.ncsn.format.TorchFile;
import org.ncsn.format.TorchValue;

/** Says what a checkpoint holds. */
@Parameters(commandDescription = "Say what a checkpoint holds: of this program, or of PyTorch's")
final class InfoCommand implements Command {
  /** Before the names of the network's arrays in a checkpoint that training goes on from. */
  private static final String NETWORK = "network.";

  private static final List<String> NO_OPTIMIZER = List.of("optimizer   none");

  /** Of texts that a file may have made as long as it liked. */
  private static final int LONGEST = 500;

  /** Of numbers beside networks. */
  private static final int MOST_FACTS = 20;

  /** So many arrays are named of those that are not finite. */
  private static final int TOLD = 3;

  @Parameter(description = "FILE")
  private List<Path> files = new ArrayList<>();

  @Parameter(names = "--run", order = 2, description = "Folder of logs and checkpoints")
  private Path run = Path.of("run");

  @Parameter(names = "--doc", order = 3, description = "In place of FILE: an experiment's name")
  private String doc;

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
    ncsn info checkpoint.pth --tensors
    ncsn info --doc mnist\
    """;
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    Path file = file();
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    List<String> lines =
        CheckpointFormat.of(file) == CheckpointFormat.SAFETENSORS
            ? safetensors(file, arrays)
            : torch(file, arrays);
    console.line(file.toString());
    lines.forEach(line -> console.line("  " + line));
    notFinite(arrays).ifPresent(names -> console.line("  not finite  " + names));
    if (tensors) {
      arrays.forEach((name, array) -> console.line("  " + name + " " + array.type()));
    }
  }

  private Path file() {
    if (files.size() + (doc == null ? 0 : 1) != 1) {
      throw new UserError(
          "info: give one file or --doc, found "
              + files.size()
              + (doc == null ? " and no --doc" : " and --doc"));
    }
    if (doc == null) {
      return files.get(0);
    }
    try (RunFolder folder = RunFolder.open(run, doc)) {
      return Checkpoints.ofRun(folder.logs());
    }
  }

  private static List<String> safetensors(Path file, Map<String, HostArray> arrays) {
    Safetensors.Content content = Safetensors.read(file);
    arrays.putAll(content.arrays());
    Map<String, String> told = content.metadata();
    List<String> lines = new ArrayList<>();
    lines.add(
        "format      " + shortened(told.getOrDefault("format", "safetensors of another program")));
    if (told.containsKey("step")) {
      lines.add("step        " + shortened(told.get("step")));
      lines.add("written by  " + shortened(told.getOrDefault("backend", "unknown")));
    }
    lines.add(
        "network     "
            + size(
                arrays,
                arrays.keySet().stream().anyMatch(name -> name.startsWith(NETWORK))
                    ? NETWORK
                    : ""));
    String slots = told.getOrDefault("slots", "");
    lines.add("optimizer   " + (slots.isEmpty() ? "none" : shortened(slots.replace(",", ", "))));
    lines.add("average     " + size(arrays, "ema."));
    if (told.containsKey("config")) {
      lines.add("config");
      told.get("config").lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  private static List<String> torch(Path file, Map<String, HostArray> arrays) {
    TorchContents contents = TorchContents.of(TorchFile.read(file));
    List<StateDict> networks = contents.stateDicts();
    List<String> lines = new ArrayList<>();
    lines.add("format      PyTorch");
    if (networks.isEmpty()) {
      lines.add("network     none");
    }
    for (StateDict network : networks) {
      boolean alone = networks.size() == 1;
      network
          .arrays()
          .forEach((name, array) -> arrays.put(alone ? name : network.entry() + "." + name, array));
      String entry = network.entry().isEmpty() ? "" : ", entry " + network.entry();
      lines.add("network     " + size(network.arrays(), "") + shortened(entry));
    }
    lines.addAll(contents.optimizer().map(InfoCommand::optimizer).orElse(NO_OPTIMIZER));
    contents.facts().entrySet().stream()
        .limit(MOST_FACTS)
        .forEach(
            fact -> lines.add("holds       " + shortened(fact.getKey() + " " + fact.getValue())));
    return lines;
  }

  private static List<String> optimizer(TorchValue optimizer) {
    TorchValue states = optimizer.get("state");
    if (states.size() == 0) {
      return NO_OPTIMIZER;
    }
    TorchValue first = states.get(states.map().keySet().iterator().next());
    List<String> lines = new ArrayList<>();
    List<String> slots = new ArrayList<>();
    first.map().keySet().forEach(key -> slots.add(String.valueOf(key)));
    if (slots.remove("step")) {
      lines.add("step        " + (long) first.get("step").number());
    }
    lines.add("optimizer   " + shortened(String.join(", ", slots)));
    return lines;
  }

  private static String shortened(String text) {
    return Printable.of(text, LONGEST);
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
