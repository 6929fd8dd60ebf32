package org.ncsn.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.Tensor;

/**
 * All arrays that a training step changes, on the engine, in the order of the network's parameters.
 *
 * @param step how many steps led here
 * @param weights values of the parameters
 * @param slots the optimizer's slots: for each slot's name one array a parameter
 * @param average the moving average of the weights; empty if none is kept
 */
public record TrainingState(
    long step, List<Tensor> weights, Map<String, List<Tensor>> slots, List<Tensor> average)
    implements AutoCloseable {
  public TrainingState {
    weights = List.copyOf(weights);
    average = List.copyOf(average);
  }

  /** Copies a state from Java memory to an engine. */
  public static TrainingState upload(Backend backend, Snapshot snapshot) {
    Map<String, List<Tensor>> slots = new LinkedHashMap<>();
    snapshot.slots().forEach((name, values) -> slots.put(name, upload(backend, values)));
    return new TrainingState(
        snapshot.step(),
        upload(backend, snapshot.weights()),
        slots,
        upload(backend, snapshot.average()));
  }

  private static List<Tensor> upload(Backend backend, List<HostArray> values) {
    return values.stream().map(backend::tensor).toList();
  }

  /** Copies this state to Java memory. */
  public Snapshot download() {
    Map<String, List<HostArray>> copied = new LinkedHashMap<>();
    slots.forEach((name, values) -> copied.put(name, download(values)));
    return new Snapshot(step, download(weights), copied, download(average));
  }

  private static List<HostArray> download(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::toHost).toList();
  }

  /** Every array: weights, slots, average. */
  List<Tensor> all() {
    List<Tensor> all = new ArrayList<>(weights);
    slots.values().forEach(all::addAll);
    all.addAll(average);
    return all;
  }

  /** The weights to sample with: the moving average where there is one. */
  public List<Tensor> best() {
    return average.isEmpty() ? weights : average;
  }

  @Override
  public void close() {
    all().forEach(Tensor::close);
  }

  /**
   * A state in Java memory: what a checkpoint holds.
   *
   * @param step how many steps led here
   * @param weights values of the parameters
   * @param slots the optimizer's slots, by name
   * @param average the moving average of the weights; empty if none is kept
   */
  public record Snapshot(
      long step,
      List<HostArray> weights,
      Map<String, List<HostArray>> slots,
      List<HostArray> average) {
    /** The state before the first step: fresh weights, slots of zeros. */
    public static Snapshot initial(
        List<HostArray> weights, List<String> slotNames, boolean averaged) {
      Map<String, List<HostArray>> slots = new LinkedHashMap<>();
      for (String name : slotNames) {
        slots.put(name, weights.stream().map(value -> HostArray.zeros(value.type())).toList());
      }
      return new Snapshot(0, weights, slots, averaged ? weights : List.of());
    }

    /** The weights to sample with: the moving average where there is one. */
    public List<HostArray> best() {
      return average.isEmpty() ? weights : average;
    }
  }
}
