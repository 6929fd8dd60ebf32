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
import org.ncsn.error.UserError;
import org.ncsn.format.StateDict;
import org.ncsn.format.TorchContents;
import org.ncsn.format.TorchFile;
import org.ncsn.format.TorchValue;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * A checkpoint as {@code torch.save} wrote it. The first official program's is a list of the
 * network's and the optimizer's state dict, in which epoch, step and moving average follow in the
 * second one's; others have the network's alone, or below names of their own.
 */
public final class TorchCheckpoint {
  // Places in the lists of the official programs.
  private static final String NETWORK = "0";
  private static final String STEP = "3";
  private static final String AVERAGE = "4";

  private final Path file;
  private final List<Parameter> parameters;

  private TorchCheckpoint(Path file, Network network) {
    this.file = file;
    this.parameters = network.parameters();
  }

  /**
   * Reads a checkpoint that holds one network, otherwise as {@link #read(Path, Network, List,
   * boolean, Optional)}.
   */
  public static Snapshot read(Path file, Network network, List<String> slots, boolean averaged) {
    return read(file, network, slots, averaged, Optional.empty());
  }

  /**
   * Reads a checkpoint of a network, wherever in the file it stands.
   *
   * @param slots names of the slots of the optimizer that training goes on with; they begin as
   *     zeros if there is none beside the network
   * @param averaged whether the moving average is wanted, too
   * @param entry the place, for example {@code model}; if it is not said, there must be one alone,
   *     or the list of an official program
   * @throws UserError if it cannot be read, is of another network or optimizer, or has no moving
   *     average where one is wanted
   */
  public static Snapshot read(
      Path file, Network network, List<String> slots, boolean averaged, Optional<String> entry) {
    TorchContents contents = TorchContents.of(TorchFile.read(file));
    StateDict found =
        new NetworkChoice(file, network, Wanted.CONFIGURED).of(contents.stateDicts(), entry);
    TorchCheckpoint checkpoint = new TorchCheckpoint(file, network);
    HostWeights weights = weights(file, found, network);
    List<HostArray> average = averaged ? checkpoint.average(contents, found) : List.<HostArray>of();
    Snapshot fresh = Snapshot.initial(weights, slots, false);
    return contents
        .optimizerIn(found.parent())
        .filter(optimizer -> !found.entry().isEmpty() && optimizer.get("state").size() > 0)
        .map(optimizer -> checkpoint.withOptimizer(weights, optimizer, slots))
        .map(read -> new Snapshot(read.step(), weights, read.slots(), average))
        .orElseGet(() -> new Snapshot(step(contents, found), weights, fresh.slots(), average));
  }

  /** A network's arrays, as weights of ours. */
  static HostWeights weights(Path file, StateDict found, Network network) {
    Map<String, HostArray> arrays = found.arrays();
    return new HostWeights(
        network.parameters().stream()
            .map(parameter -> ours(parameter, arrays.get(parameter.name())))
            .toList(),
        network.buffers().stream().map(buffer -> buffer(file, buffer, arrays)).toList());
  }

  private static HostArray buffer(Path file, Buffer buffer, Map<String, HostArray> arrays) {
    HostArray stored = arrays.getOrDefault(buffer.name(), buffer.first()).to(DType.FLOAT32);
    if (buffer.isConstant()) {
      ConstantCheck.require(file, buffer, stored);
    }
    return stored;
  }

  private static long step(TorchContents contents, StateDict found) {
    return found.entry().equals(NETWORK) && contents.facts().get(STEP) instanceof Long step
        ? Math.max(0, step)
        : 0;
  }

  /** The parameters' alone, under names without any prefix. */
  private List<HostArray> average(TorchContents contents, StateDict found) {
    Map<String, HostArray> arrays =
        contents.stateDicts().stream()
            .filter(dict -> found.entry().equals(NETWORK) && dict.entry().equals(AVERAGE))
            .findFirst()
            .map(StateDict::arrays)
            .orElseThrow(
                () ->
                    new UserError(
                        file
                            + ": keeps no moving average of its network, which the config asks"
                            + " for; set model.ema to false"));
    return parameters.stream().map(parameter -> averaged(parameter, arrays)).toList();
  }

  private HostArray averaged(Parameter parameter, Map<String, HostArray> arrays) {
    HostArray array = arrays.get(parameter.name());
    if (array == null || !array.shape().equals(torchShape(parameter))) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s: its moving average of %s is %s, expected %s; the file is damaged",
              file,
              parameter.name(),
              array == null ? "missing" : array.shape(),
              torchShape(parameter)));
    }
    return ours(parameter, array);
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
    return parameter.layout().toTorch(parameter.shape());
  }
}
