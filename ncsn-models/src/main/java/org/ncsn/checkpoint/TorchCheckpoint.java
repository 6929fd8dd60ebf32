package org.ncsn.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.error.UserError;
import org.ncsn.format.StateDict;
import org.ncsn.format.TorchContents;
import org.ncsn.format.TorchFile;
import org.ncsn.format.TorchValue;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * A checkpoint as {@code torch.save} wrote it. The official program's is a list of the network's
 * and the optimizer's state dict; others have the network's alone, or below names of their own.
 */
public final class TorchCheckpoint {
  private final Path file;
  private final List<Parameter> parameters;

  private TorchCheckpoint(Path file, Network network) {
    this.file = file;
    this.parameters = network.parameters();
  }

  /**
   * Reads a checkpoint of a network, wherever in the file it stands.
   *
   * @param slots names of the slots of the optimizer that training goes on with; they begin as
   *     zeros if there is none beside the network
   * @throws UserError if it cannot be read, or is of another network or optimizer
   */
  public static Snapshot read(Path file, Network network, List<String> slots) {
    return read(file, network, slots, Optional.empty());
  }

  /**
   * Reads a checkpoint of a network that stands in a given place.
   *
   * @param entry the place, for example {@code model}; if it is not said, there must be one alone
   * @throws UserError as {@link #read(Path, Network, List)} does
   */
  public static Snapshot read(
      Path file, Network network, List<String> slots, Optional<String> entry) {
    TorchContents contents = TorchContents.of(TorchFile.read(file));
    StateDict found = new NetworkChoice(file, network).of(contents.stateDicts(), entry);
    HostWeights weights = weights(found, network);
    return contents
        .optimizerIn(found.parent())
        .filter(optimizer -> !found.entry().isEmpty() && optimizer.get("state").size() > 0)
        .map(
            optimizer ->
                new TorchCheckpoint(file, network).withOptimizer(weights, optimizer, slots))
        .orElseGet(() -> Snapshot.initial(weights, slots, false));
  }

  /** A network's arrays, as weights of ours. */
  static HostWeights weights(StateDict found, Network network) {
    Map<String, HostArray> arrays = found.arrays();
    return new HostWeights(
        network.parameters().stream()
            .map(parameter -> ours(parameter, arrays.get(parameter.name())))
            .toList(),
        network.buffers().stream()
            .map(buffer -> arrays.get(buffer.name()).to(DType.FLOAT32))
            .toList());
  }

  /** The ids in the group's list stand for the parameters in order, whatever they are. */
  private Snapshot withOptimizer(HostWeights weights, TorchValue optimizer, List<String> slots) {
    TorchValue ids = optimizer.get("param_groups").item(0).get("params");
    if (ids.size() != parameters.size()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: its optimizer has %d parameters, the network %d; use the config that it was"
                  + " trained with",
              file,
              ids.size(),
              parameters.size()));
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
          String.format(
              Locale.ROOT,
              "%s: its optimizer keeps no %s, which the config's needs; put the optimizer and"
                  + " amsgrad into the config that it was trained with",
              file,
              slot));
    }
    HostArray array = state.get(slot).array();
    if (!array.shape().equals(torchShape(parameter))) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: its optimizer's %s of %s is %s, expected %s; the file is damaged",
              file,
              slot,
              parameter.name(),
              array.shape(),
              torchShape(parameter)));
    }
    return ours(parameter, array);
  }

  private static HostArray ours(Parameter parameter, HostArray torch) {
    return parameter.layout().fromTorch(torch).to(DType.FLOAT32);
  }

  /** The shape that a parameter has in PyTorch. */
  static Shape torchShape(Parameter parameter) {
    TensorType type = new TensorType(DType.FLOAT32, parameter.shape());
    return parameter.layout().toTorch(HostArray.zeros(type)).shape();
  }
}
