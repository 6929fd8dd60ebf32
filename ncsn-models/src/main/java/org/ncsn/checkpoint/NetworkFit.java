package org.ncsn.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.error.UserError;
import org.ncsn.format.StateDict;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.Network;

/** How a state dict differs from a network. */
record NetworkFit(
    StateDict stateDict, List<String> missing, List<String> unexpected, List<String> otherShape) {
  /** So many names are told of those that do not fit. */
  private static final int TOLD = 5;

  /** Compares names and shapes. */
  static NetworkFit of(StateDict stateDict, Network network) {
    List<String> missing = new ArrayList<>();
    List<String> otherShape = new ArrayList<>();
    Map<String, HostArray> unexpected = new LinkedHashMap<>(stateDict.arrays());
    Map<String, Shape> expected = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(parameter -> expected.put(parameter.name(), TorchParameter.shape(parameter)));
    network.buffers().forEach(buffer -> expected.put(buffer.name(), buffer.shape()));
    network.recorded().forEach((name, array) -> expected.put(name, array.shape()));
    Set<String> constants =
        Stream.concat(
                network.buffers().stream().filter(Buffer::isConstant).map(Buffer::name),
                network.recorded().keySet().stream())
            .collect(Collectors.toSet());
    expected.forEach(
        (name, shape) -> {
          HostArray array = unexpected.remove(name);
          if (array == null) {
            if (!constants.contains(name)) { // those are known without the file
              missing.add(name);
            }
          } else if (!array.shape().equals(shape)) {
            otherShape.add(name + " " + array.shape() + " (expected " + shape + ")");
          }
        });
    if (network.buffers().stream().anyMatch(buffer -> buffer.kind() == Buffer.Kind.RUNNING)) {
      // How many batches PyTorch's norms have seen: with a fixed momentum nothing depends on it.
      unexpected.keySet().removeIf(name -> name.endsWith("." + TorchExport.BATCHES));
    }
    return new NetworkFit(stateDict, missing, List.copyOf(unexpected.keySet()), otherShape);
  }

  boolean isGood() {
    return missing.isEmpty() && unexpected.isEmpty() && otherShape.isEmpty();
  }

  /** The error for a file that holds nothing else. */
  UserError misfit(Path file, Wanted wanted) {
    String entry = stateDict.entry();
    return new UserError(
        file
            + (entry.isEmpty() || entry.equals("0") ? "" : ", entry " + entry)
            + ": holds another network than "
            + wanted.name()
            + told("; missing", missing)
            + told("; unexpected", unexpected)
            + told("; of another shape", otherShape)
            + "; "
            + wanted.remedy());
  }

  private static String told(String what, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String more = names.size() > TOLD ? " and " + (names.size() - TOLD) + " more" : "";
    return names.stream().limit(TOLD).collect(Collectors.joining(", ", what + ": ", more));
  }
}
