package org.ncsn.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.error.UserError;
import org.ncsn.format.StateDict;
import org.ncsn.format.TorchContents;
import org.ncsn.format.TorchFile;
import org.ncsn.format.TorchValue;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Network;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * A checkpoint as {@code torch.save} wrote it. The first official program's is a list of the
 * network's and the optimizer's state dict, in which epoch, step and moving average follow in the
 * second one's. Score SDEs' is a dictionary of them. Others have the network's alone, or below
 * names of their own.
 */
public final class TorchCheckpoint {
  // Where the official programs say the step.
  private static final String NETWORK = "0";
  private static final String FOURTH = "3";
  static final String STEP = "step";

  private final Path file;
  private final Network network;
  private final TorchContents contents;
  private final StateDict found;
  private final TorchAverage average;

  private TorchCheckpoint(Path file, Network network, Optional<String> entry) {
    this.file = file;
    this.network = network;
    this.contents = TorchContents.of(TorchFile.read(file));
    this.found =
        new NetworkChoice(file, network, Wanted.CONFIGURED).of(contents.stateDicts(), entry);
    this.average = new TorchAverage(file, network, contents, found);
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
    return new TorchCheckpoint(file, network, entry).snapshot(slots, averaged);
  }

  private Snapshot snapshot(List<String> slots, boolean averaged) {
    HostWeights weights = weights(file, found, network);
    TorchOptimizer.Kept kept =
        optimizer()
            .map(optimizer -> new TorchOptimizer(network).read(file, optimizer, slots))
            .orElseGet(
                () -> {
                  Snapshot fresh = Snapshot.initial(weights, slots, false);
                  return new TorchOptimizer.Kept(step(), fresh.slots());
                });
    return new Snapshot(
        kept.step(), weights, kept.slots(), averaged ? average.values(kept.step()) : List.of());
  }

  /**
   * The weights to evaluate a network with: the moving average that cannot be asked for by a place
   * of its own, because it has no names, if there is one and no place is asked for.
   */
  static HostWeights evaluated(Path file, Network network, Optional<String> entry) {
    TorchCheckpoint checkpoint = new TorchCheckpoint(file, network, entry);
    HostWeights weights = weights(file, checkpoint.found, network);
    return entry.isEmpty() && checkpoint.average.isNameless()
        ? new HostWeights(checkpoint.average.nameless(), weights.buffers())
        : weights;
  }

  /** A network's arrays, as weights of ours. */
  static HostWeights weights(Path file, StateDict found, Network network) {
    Map<String, HostArray> arrays = found.arrays();
    network
        .recorded()
        .forEach(
            (name, values) ->
                ConstantCheck.require(file, name, values, arrays.getOrDefault(name, values)));
    return new HostWeights(
        network.parameters().stream()
            .map(parameter -> TorchParameter.ours(parameter, arrays.get(parameter.name())))
            .toList(),
        network.buffers().stream().map(buffer -> buffer(file, buffer, arrays)).toList());
  }

  private static HostArray buffer(Path file, Buffer buffer, Map<String, HostArray> arrays) {
    HostArray stored = arrays.getOrDefault(buffer.name(), buffer.first()).to(DType.FLOAT32);
    if (buffer.isConstant()) {
      ConstantCheck.require(file, buffer.name(), buffer.first(), stored);
    }
    return stored;
  }

  /** The optimizer beside the network, if it has taken a step. */
  private Optional<TorchValue> optimizer() {
    return contents
        .optimizerIn(found.parent())
        .filter(optimizer -> !found.entry().isEmpty() && TorchOptimizer.hasState(optimizer));
  }

  /** What the file says of steps, if its optimizer says nothing. */
  private long step() {
    String place =
        found.entry().equals(NETWORK)
            ? FOURTH
            : found.parent().isEmpty() ? STEP : found.parent() + "." + STEP;
    return !found.entry().isEmpty() && contents.facts().get(place) instanceof Long step
        ? Math.max(0, step)
        : 0;
  }
}
