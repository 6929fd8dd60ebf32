package org.ncsn.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.format.TorchFile;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.optim.Optimizer;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * Writes a network for PyTorch, under PyTorch's names and in its order of axes, so that {@code
 * torch.load} and a strict {@code load_state_dict} take it.
 */
public final class TorchExport {
  /** What PyTorch's batch norms call the number of batches that they have seen. */
  static final String BATCHES = "num_batches_tracked";

  /** The official program only counts from here on; every epoch is shuffled anew. */
  private static final long EPOCH = 0;

  private final Network network;
  private final List<Parameter> parameters;
  private final OfficialLayout layout;

  /**
   * @param layout of the official program that shall go on from it
   */
  public TorchExport(Network network, OfficialLayout layout) {
    this.network = network;
    this.parameters = network.parameters();
    this.layout = layout;
  }

  /**
   * Writes a state dict.
   *
   * @param weights values of parameters and buffers
   * @param step how many batches they have seen
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  public void writeWeights(Path file, HostWeights weights, long step) {
    TorchFile.write(file, stateDict(weights, step));
  }

  /**
   * Writes what the official program goes on from: the network's and the optimizer's state dict,
   * and what else the layout has. A moving average that it has no place for takes the weights'.
   *
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  public void writeCheckpoint(Path file, Snapshot snapshot, Optimizer optimizer) {
    HostWeights weights = layout.isCounted() ? snapshot.weights() : snapshot.best();
    List<Object> list = new ArrayList<>();
    list.add(stateDict(weights, snapshot.step()));
    list.add(optimizer(snapshot, optimizer));
    if (layout.isCounted()) {
      list.add(EPOCH);
      list.add(snapshot.step());
      if (!snapshot.average().isEmpty()) {
        list.add(average(snapshot.average()));
      }
    }
    TorchFile.write(file, list);
  }

  private Map<String, HostArray> average(List<HostArray> values) {
    Map<String, HostArray> dict = new LinkedHashMap<>();
    parameters.forEach(parameter -> dict.put(parameter.name(), torch(parameter, values)));
    return dict;
  }

  private Map<String, HostArray> stateDict(HostWeights weights, long step) {
    Map<String, HostArray> dict = new LinkedHashMap<>();
    for (Buffer constant : network.buffers()) {
      if (constant.isConstant()) {
        dict.put(layout.prefix() + constant.name(), weights.buffers().get(constant.index()));
      }
    }
    for (Parameter parameter : parameters) {
      dict.put(layout.prefix() + parameter.name(), torch(parameter, weights.values()));
    }
    for (Buffer buffer : network.buffers()) {
      if (buffer.isConstant()) {
        continue;
      }
      dict.put(layout.prefix() + buffer.name(), weights.buffers().get(buffer.index()));
      String norm = buffer.name().substring(0, buffer.name().lastIndexOf('.') + 1);
      dict.put(
          layout.prefix() + norm + BATCHES, HostArray.of(Shape.scalar(), Math.toIntExact(step)));
    }
    return dict;
  }

  private Map<String, Object> optimizer(Snapshot snapshot, Optimizer optimizer) {
    Map<Object, Object> states = new LinkedHashMap<>();
    List<Object> ids = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Map<String, Object> state = new LinkedHashMap<>();
      state.put("step", snapshot.step());
      for (String slot : optimizer.slots()) {
        state.put(slot, torch(parameter, snapshot.slots().get(slot)));
      }
      states.put(parameter.index(), state);
      ids.add(parameter.index());
    }
    Map<String, Object> group = new TreeMap<>(optimizer.settings());
    group.put("params", ids);
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put("state", states);
    dict.put("param_groups", List.of(group));
    return dict;
  }

  private static HostArray torch(Parameter parameter, List<HostArray> values) {
    return parameter.layout().toTorch(values.get(parameter.index()));
  }
}
