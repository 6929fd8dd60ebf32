package org.ncsn.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ncsn.checkpoint.TorchFile;
import org.ncsn.checkpoint.TorchValue;
import org.ncsn.error.UserError;
import org.ncsn.nn.Parameter;
import org.ncsn.tensor.DType;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Shape;
import org.ncsn.tensor.TensorType;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * A checkpoint of the official program, as {@code torch.save} wrote it: a list of the network's and
 * the optimizer's state dict, or the network's alone. Names may begin with {@code module.}, as
 * those of a network on several devices do.
 */
public final class TorchCheckpoint {
  private static final String WRAPPED = "module.";

  /** So many names are told of those that do not fit. */
  private static final int TOLD = 5;

  private final Path file;
  private final List<Parameter> parameters;

  private TorchCheckpoint(Path file, List<Parameter> parameters) {
    this.file = file;
    this.parameters = parameters;
  }

  /**
   * Reads a checkpoint of a network.
   *
   * @param slots names of the slots of the optimizer that training goes on with; they begin as
   *     zeros if the file has no optimizer
   * @throws UserError if it cannot be read, or is of another network or optimizer
   */
  public static Snapshot read(Path file, List<Parameter> parameters, List<String> slots) {
    TorchValue root = TorchFile.read(file);
    TorchCheckpoint checkpoint = new TorchCheckpoint(file, parameters);
    if (!root.isList()) {
      return Snapshot.initial(checkpoint.weights(root), slots, false);
    }
    List<HostArray> weights = checkpoint.weights(root.item(0));
    if (root.size() < 2 || root.item(1).get("state").size() == 0) {
      return Snapshot.initial(weights, slots, false);
    }
    return checkpoint.withOptimizer(weights, root.item(1), slots);
  }

  private List<HostArray> weights(TorchValue stateDict) {
    Map<String, HostArray> found = new LinkedHashMap<>();
    stateDict
        .arrays()
        .forEach(
            (name, array) ->
                found.put(
                    name.startsWith(WRAPPED) ? name.substring(WRAPPED.length()) : name, array));
    requireSameNetwork(found);
    return parameters.stream()
        .map(parameter -> ours(parameter, found.get(parameter.name())))
        .toList();
  }

  private void requireSameNetwork(Map<String, HostArray> found) {
    List<String> missing = new ArrayList<>();
    List<String> otherShape = new ArrayList<>();
    Map<String, HostArray> unexpected = new LinkedHashMap<>(found);
    for (Parameter parameter : parameters) {
      HostArray array = unexpected.remove(parameter.name());
      Shape expected = torchShape(parameter);
      if (array == null) {
        missing.add(parameter.name());
      } else if (!array.shape().equals(expected)) {
        otherShape.add(parameter.name() + " " + array.shape() + " (expected " + expected + ")");
      }
    }
    if (!missing.isEmpty() || !otherShape.isEmpty() || !unexpected.isEmpty()) {
      throw new UserError(
          file
              + ": holds another network than the config describes"
              + told("; missing", missing)
              + told("; unexpected", List.copyOf(unexpected.keySet()))
              + told("; of another shape", otherShape)
              + "; use the config that it was trained with");
    }
  }

  private static String told(String what, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String more = names.size() > TOLD ? " and " + (names.size() - TOLD) + " more" : "";
    return names.stream().limit(TOLD).collect(Collectors.joining(", ", what + ": ", more));
  }

  /** The ids in the group's list stand for the parameters in order, whatever they are. */
  private Snapshot withOptimizer(
      List<HostArray> weights, TorchValue optimizer, List<String> slots) {
    TorchValue ids = optimizer.get("param_groups").item(0).get("params");
    if (ids.size() != parameters.size()) {
      throw new UserError(
          "%s: its optimizer has %d parameters, the network %d; use the config that it was trained with"
              .formatted(file, ids.size(), parameters.size()));
    }
    Map<String, List<HostArray>> values = new LinkedHashMap<>();
    slots.forEach(slot -> values.put(slot, new ArrayList<>()));
    long step = 0;
    for (Parameter parameter : parameters) {
      TorchValue state = optimizer.get("state").get(ids.item(parameter.index()).raw());
      for (String slot : slots) {
        values.get(slot).add(slot(state, slot, parameter));
      }
      if (state.has("step")) {
        step = (long) state.get("step").number();
      }
    }
    return new Snapshot(step, weights, values, List.of());
  }

  private HostArray slot(TorchValue state, String slot, Parameter parameter) {
    if (!state.has(slot)) {
      throw new UserError(
          "%s: its optimizer keeps no %s, which the config's needs; put the optimizer and amsgrad into the config that it was trained with"
              .formatted(file, slot));
    }
    HostArray array = state.get(slot).array();
    if (!array.shape().equals(torchShape(parameter))) {
      throw new UserError(
          "%s: its optimizer's %s of %s is %s, expected %s; the file is damaged"
              .formatted(file, slot, parameter.name(), array.shape(), torchShape(parameter)));
    }
    return ours(parameter, array);
  }

  private static HostArray ours(Parameter parameter, HostArray torch) {
    return parameter.layout().fromTorch(torch).to(DType.FLOAT32);
  }

  private static Shape torchShape(Parameter parameter) {
    TensorType type = new TensorType(DType.FLOAT32, parameter.shape());
    return parameter.layout().toTorch(HostArray.zeros(type)).shape();
  }
}
