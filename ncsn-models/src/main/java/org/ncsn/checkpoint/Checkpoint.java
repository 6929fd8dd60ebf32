package org.ncsn.checkpoint;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.error.UserError;
import org.ncsn.format.FloatStorage;
import org.ncsn.format.Safetensors;
import org.ncsn.format.Safetensors.Content;
import org.ncsn.format.Safetensors.Draft;
import org.ncsn.format.Safetensors.Later;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;
import org.ncsn.random.NoiseSource;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * A training run on disk, as a safetensors file that either backend goes on from, and that other
 * programs can read: arrays stand under PyTorch's names and in PyTorch's order of axes, {@code
 * network.<name>}, {@code optimizer.<slot>.<name>} and {@code ema.<name>}.
 *
 * @param snapshot weights, slots and moving average
 * @param noise the generator that the run's noise is split from
 * @param engine what the last steps were computed by
 * @param config the experiment's configuration, as text
 */
public record Checkpoint(
    Snapshot snapshot, NoiseSource.State noise, Computed engine, String config) {
  private static final String FORMAT = "ncsn-checkpoint-1";

  /** The weights alone. */
  private static final String WEIGHTS_FORMAT = "ncsn-weights-1";

  static final String THREADS = "threads";
  private static final String NETWORK = "network.";
  private static final String OPTIMIZER = "optimizer.";
  private static final String AVERAGE = "ema.";

  /**
   * Writes the weights to sample with and nothing to go on training from: a quarter of the size,
   * under PyTorch's bare names, as a network in PyTorch takes them.
   */
  public void writeWeights(Path file, Network network, FloatStorage storage) {
    Map<String, Later> arrays = arrays(network, snapshot.best());
    Safetensors.write(file, new Draft(arrays, metadata(WEIGHTS_FORMAT, List.of())), storage);
  }

  /** Writes the file beside its place and moves it there when it is whole. */
  public void write(Path file, Network network) {
    write(List.of(file), network);
  }

  /** Writes several files of the same content, each beside its place until all are whole. */
  public void write(List<Path> files, Network network) {
    List<Parameter> parameters = network.parameters();
    Map<String, Later> arrays = new LinkedHashMap<>();
    putAll(arrays, NETWORK, network, snapshot.weights());
    snapshot
        .slots()
        .forEach((slot, values) -> put(arrays, OPTIMIZER + slot + ".", parameters, values));
    if (!snapshot.average().isEmpty()) {
      put(arrays, AVERAGE, parameters, snapshot.average());
    }
    List<String> slots = List.copyOf(snapshot.slots().keySet());
    Safetensors.write(files, new Draft(arrays, metadata(FORMAT, slots)));
  }

  private Map<String, String> metadata(String format, List<String> slots) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", format);
    metadata.put("step", Long.toString(snapshot.step()));
    metadata.put("slots", String.join(",", slots));
    metadata.put("noise", noise.key() + "," + noise.stream() + "," + noise.block());
    metadata.put("backend", engine.backend());
    engine.threads().ifPresent(count -> metadata.put(THREADS, Integer.toString(count)));
    metadata.put("config", config);
    return metadata;
  }

  /** A network's arrays under PyTorch's bare names and in its order of axes. */
  static Map<String, Later> arrays(Network network, HostWeights weights) {
    Map<String, Later> arrays = new LinkedHashMap<>();
    network.recorded().forEach((name, array) -> arrays.put(name, asItIs(array)));
    putAll(arrays, "", network, weights);
    return arrays;
  }

  private static void putAll(
      Map<String, Later> arrays, String prefix, Network network, HostWeights weights) {
    put(arrays, prefix, network.parameters(), weights.values());
    for (Buffer buffer : network.buffers()) {
      arrays.put(prefix + buffer.name(), asItIs(weights.buffers().get(buffer.index())));
    }
  }

  private static void put(
      Map<String, Later> arrays,
      String prefix,
      List<Parameter> parameters,
      List<HostArray> values) {
    for (Parameter parameter : parameters) {
      HostArray ours = values.get(parameter.index());
      Parameter.Layout layout = parameter.layout();
      arrays.put(
          prefix + parameter.name(),
          new Later(
              new TensorType(ours.dtype(), layout.toTorch(ours.shape())),
              () -> layout.toTorch(ours)));
    }
  }

  private static Later asItIs(HostArray array) {
    return new Later(array.type(), () -> array);
  }

  /**
   * Reads a checkpoint of a network.
   *
   * @throws UserError if it is no checkpoint, or of another network
   */
  public static Checkpoint read(Path file, Network network) {
    return of(file, Safetensors.read(file), network);
  }

  /** Whether this program wrote a file of such content. */
  static boolean isOwn(Content content) {
    String format = content.metadata().get("format");
    return FORMAT.equals(format) || WEIGHTS_FORMAT.equals(format);
  }

  /** A checkpoint of a network, from the content of a file. */
  static Checkpoint of(Path file, Content content, Network network) {
    Map<String, String> metadata = content.metadata();
    boolean weightsAlone = WEIGHTS_FORMAT.equals(metadata.get("format"));
    if (!isOwn(content)) {
      throw new UserError(
          file
              + ": no checkpoint of this program (format "
              + metadata.get("format")
              + ", expected "
              + FORMAT
              + "); choose a file that ncsn wrote");
    }
    CheckpointReader reader = new CheckpointReader(file, content.arrays(), network);
    HostWeights weights = reader.weights(weightsAlone ? "" : NETWORK);
    Map<String, List<HostArray>> slots = new LinkedHashMap<>();
    String names = reader.text(metadata, "slots");
    for (String slot : names.isEmpty() ? List.<String>of() : List.of(names.split(",", -1))) {
      if (slots.containsKey(slot)) {
        throw reader.unreadable("slots");
      }
      slots.put(slot, reader.take(OPTIMIZER + slot + "."));
    }
    boolean averaged = content.arrays().keySet().stream().anyMatch(key -> key.startsWith(AVERAGE));
    long[] noise = reader.numbers(metadata, "noise", 3);
    return new Checkpoint(
        new Snapshot(
            reader.counts(metadata, "step", 1)[0],
            weights,
            slots,
            averaged ? reader.take(AVERAGE) : List.of()),
        new NoiseSource.State(noise[0], noise[1], noise[2]),
        new Computed(reader.text(metadata, "backend"), reader.threads(metadata)),
        reader.text(metadata, "config"));
  }
}
