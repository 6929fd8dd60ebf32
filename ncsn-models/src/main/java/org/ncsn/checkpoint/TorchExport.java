package org.ncsn.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.format.TorchFile;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.Buffer.Kind;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.optim.UpdateRule;
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
  private final TorchOptimizer optimizer;
  private final OfficialLayout layout;

  /**
   * @param layout of the official program that shall go on from it
   */
  public TorchExport(Network network, OfficialLayout layout) {
    this.network = network;
    this.parameters = network.parameters();
    this.optimizer = new TorchOptimizer(network);
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
   * and what else the layout has. A moving average that it has no place for takes the weights'; the
   * weights take that of one which is not kept, where the layout cannot do without.
   *
   * @param rule by which the snapshot was trained
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  public void writeCheckpoint(Path file, Snapshot snapshot, UpdateRule rule) {
    TorchFile.write(
        file, layout == OfficialLayout.BY_NAME ? byName(snapshot, rule) : inOrder(snapshot, rule));
  }

  private List<Object> inOrder(Snapshot snapshot, UpdateRule rule) {
    HostWeights weights = layout.isAveraged() ? snapshot.weights() : snapshot.best();
    List<Object> list = new ArrayList<>();
    list.add(stateDict(weights, snapshot.step()));
    list.add(optimizer.written(snapshot, rule));
    if (layout.isAveraged()) {
      list.add(EPOCH);
      list.add(snapshot.step());
      if (!snapshot.average().isEmpty()) {
        list.add(average(snapshot.average()));
      }
    }
    return list;
  }

  private Map<String, Object> byName(Snapshot snapshot, UpdateRule rule) {
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put("optimizer", optimizer.written(snapshot, rule));
    dict.put("model", stateDict(snapshot.weights(), snapshot.step()));
    dict.put(
        TorchAverage.PLACE,
        TorchAverage.written(
            parameters, snapshot.best().values(), rule.average(), snapshot.step()));
    dict.put(TorchCheckpoint.STEP, snapshot.step());
    return dict;
  }

  private Map<String, HostArray> average(List<HostArray> values) {
    Map<String, HostArray> dict = new LinkedHashMap<>();
    parameters.forEach(
        parameter -> dict.put(parameter.name(), TorchParameter.torch(parameter, values)));
    return dict;
  }

  /** Constants, then what takes no gradient, as PyTorch sorts them. */
  private Map<String, HostArray> stateDict(HostWeights weights, long step) {
    Map<String, HostArray> dict = new LinkedHashMap<>();
    network.recorded().forEach((name, array) -> dict.put(layout.prefix() + name, array));
    put(dict, Kind.CONSTANT, weights);
    put(dict, Kind.FIXED, weights);
    for (Parameter parameter : parameters) {
      dict.put(
          layout.prefix() + parameter.name(), TorchParameter.torch(parameter, weights.values()));
    }
    for (Buffer buffer : buffers(Kind.RUNNING)) {
      dict.put(layout.prefix() + buffer.name(), weights.buffers().get(buffer.index()));
      String norm = buffer.name().substring(0, buffer.name().lastIndexOf('.') + 1);
      dict.put(
          layout.prefix() + norm + BATCHES, HostArray.of(Shape.scalar(), Math.toIntExact(step)));
    }
    return dict;
  }

  private void put(Map<String, HostArray> dict, Kind kind, HostWeights weights) {
    buffers(kind)
        .forEach(
            buffer ->
                dict.put(layout.prefix() + buffer.name(), weights.buffers().get(buffer.index())));
  }

  private List<Buffer> buffers(Kind kind) {
    return network.buffers().stream().filter(buffer -> buffer.kind() == kind).toList();
  }
}
