package org.ncsn.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.ncsn.array.HostArray;
import org.ncsn.memory.JavaHeap;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/**
 * Everything that a training step changes, on the engine: for the weights, for each of the
 * optimizer's slots and for the moving average one vector of all parameters, in pieces; and the
 * buffers.
 *
 * @param step how many steps led here
 * @param packing where in a vector each parameter lies
 * @param slotNames names of the optimizer's slots
 * @param pieces of each piece of the vectors: the weights, the slots in order, and the average of
 *     the weights if one is kept
 * @param buffers what the network keeps of the batches that it has seen
 */
public record TrainingState(
    long step,
    Packing packing,
    List<String> slotNames,
    List<List<Tensor>> pieces,
    List<Tensor> buffers)
    implements AutoCloseable {
  public TrainingState {
    slotNames = List.copyOf(slotNames);
    pieces = pieces.stream().map(List::copyOf).toList();
    buffers = List.copyOf(buffers);
  }

  /** Copies a state from Java memory to an engine. */
  public static TrainingState upload(Backend backend, Snapshot snapshot) {
    return upload(backend, snapshot, Packing.of(snapshot.weights().values()));
  }

  static TrainingState upload(Backend backend, Snapshot snapshot, Packing packing) {
    List<List<HostArray>> all = new ArrayList<>(List.of(snapshot.weights().values()));
    all.addAll(snapshot.slots().values());
    if (!snapshot.average().isEmpty()) {
      all.add(snapshot.average());
    }
    return new TrainingState(
        snapshot.step(),
        packing,
        List.copyOf(snapshot.slots().keySet()),
        IntStream.range(0, packing.pieces())
            .mapToObj(
                piece ->
                    all.stream()
                        .map(arrays -> backend.tensor(packing.packed(arrays, piece)))
                        .toList())
            .toList(),
        snapshot.weights().buffers().stream().map(backend::tensor).toList());
  }

  /** Copies this state to Java memory. */
  public Snapshot download() {
    Map<String, List<HostArray>> slots = new LinkedHashMap<>();
    for (int i = 0; i < slotNames.size(); i++) {
      slots.put(slotNames.get(i), download(i + 1));
    }
    HostWeights weights =
        new HostWeights(download(0), buffers.stream().map(Tensor::toHost).toList());
    return new Snapshot(step, weights, slots, isAveraged() ? download(averageIndex()) : List.of());
  }

  private List<HostArray> download(int index) {
    return packing.unpacked(piece -> pieces.get(piece).get(index).toHost());
  }

  /** One of the vectors, in pieces. */
  private List<Tensor> vector(int index) {
    return pieces.stream().map(piece -> piece.get(index)).toList();
  }

  /** The weights as a vector, in pieces. */
  List<Tensor> weightVector() {
    return vector(0);
  }

  /** The state after one more step. */
  TrainingState next(List<List<Tensor>> changed, List<Tensor> seen) {
    return new TrainingState(step + 1, packing, slotNames, changed, seen);
  }

  /** The weights that are trained; those of the parameters are new tensors. */
  public Weights weights() {
    return new Weights(packing.unpack(weightVector()), buffers);
  }

  boolean isAveraged() {
    return pieces.get(0).size() > averageIndex();
  }

  /** The average of all parameters, a vector in pieces. */
  List<Tensor> average() {
    return vector(averageIndex());
  }

  private int averageIndex() {
    return 1 + slotNames.size();
  }

  /**
   * The weights to sample with: the moving average where there is one. Buffers are averages
   * already, and stay as they are.
   */
  public Weights best() {
    return new Weights(packing.unpack(isAveraged() ? average() : weightVector()), buffers);
  }

  /** Bytes of all vectors, on the engine as in Java memory. */
  public long bytes() {
    return pieces.stream().flatMap(List::stream).mapToLong(vector -> vector.type().bytes()).sum();
  }

  @Override
  public void close() {
    pieces.forEach(piece -> piece.forEach(Tensor::close));
    buffers.forEach(Tensor::close);
  }

  /**
   * A state in Java memory: what a checkpoint holds.
   *
   * @param step how many steps led here
   * @param weights values of the parameters and buffers
   * @param slots the optimizer's slots, by name
   * @param average the moving average of the parameters; empty if none is kept
   */
  public record Snapshot(
      long step, HostWeights weights, Map<String, List<HostArray>> slots, List<HostArray> average) {
    /**
     * The state before the first step: fresh weights, slots of zeros.
     *
     * @throws org.ncsn.memory.MemoryShortage if that is more than Java can hold
     */
    public static Snapshot initial(HostWeights weights, List<String> slotNames, boolean averaged) {
      long parameters = weights.values().stream().mapToLong(value -> value.shape().size()).sum();
      JavaHeap.require(
          String.format(Locale.ROOT, "training a network of %d parameters", parameters),
          parameters * Float.BYTES * (slotNames.isEmpty() ? 1 : 2));
      // All slots are the same zeros: networks are large.
      List<HostArray> zeros =
          weights.values().stream().map(value -> HostArray.zeros(value.type())).toList();
      Map<String, List<HostArray>> slots = new LinkedHashMap<>();
      slotNames.forEach(name -> slots.put(name, zeros));
      return new Snapshot(0, weights, slots, averaged ? weights.values() : List.of());
    }

    /** The weights to sample with: the moving average where there is one. */
    public HostWeights best() {
      return average.isEmpty() ? weights : new HostWeights(average, weights.buffers());
    }
  }
}
