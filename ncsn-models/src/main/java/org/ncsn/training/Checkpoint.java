package org.ncsn.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.ncsn.checkpoint.Safetensors;
import org.ncsn.checkpoint.Safetensors.Content;
import org.ncsn.data.Batches.Position;
import org.ncsn.error.UserError;
import org.ncsn.nn.Parameter;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.DType;
import org.ncsn.tensor.HostArray;
import org.ncsn.tensor.TensorType;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * A training run on disk, as a safetensors file that either backend goes on from, and that other
 * programs can read: arrays stand under PyTorch's names and in PyTorch's order of axes, {@code
 * network.<name>}, {@code optimizer.<slot>.<name>} and {@code ema.<name>}.
 *
 * @param snapshot weights, slots and moving average
 * @param noise the generator that the run's noise is split from
 * @param position where in the data the next step begins
 * @param engine what the last steps were computed by
 * @param config the experiment's configuration, as text
 */
public record Checkpoint(
    Snapshot snapshot, NoiseSource.State noise, Position position, Computed engine, String config) {
  private static final String FORMAT = "ncsn-checkpoint-1";

  /** The weights alone. */
  private static final String WEIGHTS_FORMAT = "ncsn-weights-1";

  private static final String THREADS = "threads";
  private static final String NETWORK = "network.";
  private static final String OPTIMIZER = "optimizer.";
  private static final String AVERAGE = "ema.";

  /**
   * What a training was computed by. Its numbers come out the same to the last bit from the same
   * backend with the same number of threads, because that number decides how sums are split.
   *
   * @param backend the backend's name, or whose checkpoint it was
   * @param threads threads that one operation took; empty if nobody recorded it
   */
  public record Computed(String backend, OptionalInt threads) {
    /** By a backend of this program. */
    public static Computed by(Backend backend) {
      return new Computed(backend.name(), OptionalInt.of(backend.info().threads()));
    }

    /** By another program. */
    public static Computed elsewhere(String program) {
      return new Computed(program, OptionalInt.empty());
    }

    @Override
    public String toString() {
      return threads.isEmpty()
          ? backend
          : backend
              + ", "
              + threads.getAsInt()
              + (threads.getAsInt() == 1 ? " thread" : " threads");
    }
  }

  /**
   * Writes the weights to sample with and nothing to go on training from: a quarter of the size,
   * under PyTorch's bare names, as a network in PyTorch takes them.
   */
  public void writeWeights(Path file, List<Parameter> parameters) {
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    put(arrays, "", parameters, snapshot.best());
    Safetensors.write(file, new Content(arrays, metadata(WEIGHTS_FORMAT, List.of())));
  }

  /** Writes the file beside its place and moves it there when it is whole. */
  public void write(Path file, List<Parameter> parameters) {
    write(List.of(file), parameters);
  }

  /** Writes several files of the same content, each beside its place until all are whole. */
  public void write(List<Path> files, List<Parameter> parameters) {
    Map<String, HostArray> arrays = new LinkedHashMap<>();
    put(arrays, NETWORK, parameters, snapshot.weights());
    snapshot
        .slots()
        .forEach((slot, values) -> put(arrays, OPTIMIZER + slot + ".", parameters, values));
    if (!snapshot.average().isEmpty()) {
      put(arrays, AVERAGE, parameters, snapshot.average());
    }
    List<String> slots = List.copyOf(snapshot.slots().keySet());
    Safetensors.write(files, new Content(arrays, metadata(FORMAT, slots)));
  }

  private Map<String, String> metadata(String format, List<String> slots) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", format);
    metadata.put("step", Long.toString(snapshot.step()));
    metadata.put("slots", String.join(",", slots));
    metadata.put("noise", noise.key() + "," + noise.stream() + "," + noise.block());
    metadata.put("position", position.epoch() + "," + position.offset());
    metadata.put("backend", engine.backend());
    engine.threads().ifPresent(count -> metadata.put(THREADS, Integer.toString(count)));
    metadata.put("config", config);
    return metadata;
  }

  private static void put(
      Map<String, HostArray> arrays,
      String prefix,
      List<Parameter> parameters,
      List<HostArray> values) {
    for (Parameter parameter : parameters) {
      arrays.put(
          prefix + parameter.name(), parameter.layout().toTorch(values.get(parameter.index())));
    }
  }

  /**
   * Reads a checkpoint of a network.
   *
   * @throws UserError if it is no checkpoint, or of another network
   */
  public static Checkpoint read(Path file, List<Parameter> parameters) {
    return of(file, Safetensors.read(file), parameters);
  }

  /** Whether this program wrote a file of such content. */
  static boolean isOwn(Content content) {
    String format = content.metadata().get("format");
    return FORMAT.equals(format) || WEIGHTS_FORMAT.equals(format);
  }

  /** A checkpoint of a network, from the content of a file. */
  static Checkpoint of(Path file, Content content, List<Parameter> parameters) {
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
    Reader reader = new Reader(file, content.arrays(), parameters);
    List<HostArray> weights = reader.take(weightsAlone ? "" : NETWORK);
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
    long[] position = reader.counts(metadata, "position", 2);
    return new Checkpoint(
        new Snapshot(
            reader.counts(metadata, "step", 1)[0],
            weights,
            slots,
            averaged ? reader.take(AVERAGE) : List.of()),
        new NoiseSource.State(noise[0], noise[1], noise[2]),
        new Position(position[0], (int) Math.min(position[1], Integer.MAX_VALUE)),
        new Computed(reader.text(metadata, "backend"), reader.threads(metadata)),
        reader.text(metadata, "config"));
  }

  /** The configuration that a checkpoint carries, without reading its arrays. */
  public static String configOf(Path file) {
    String config = Safetensors.readMetadata(file).get("config");
    if (config == null) {
      throw new UserError(file + ": carries no configuration; choose a file that ncsn wrote");
    }
    return config;
  }

  /** Takes arrays out of a file, naming it in every complaint. */
  private record Reader(Path file, Map<String, HostArray> arrays, List<Parameter> parameters) {
    List<HostArray> take(String prefix) {
      List<String> problems = new ArrayList<>();
      List<HostArray> values = new ArrayList<>();
      for (Parameter parameter : parameters) {
        HostArray stored = arrays.get(prefix + parameter.name());
        if (stored == null) {
          problems.add("lacks " + prefix + parameter.name());
          continue;
        }
        HostArray value =
            stored.shape().rank() == parameter.shape().rank()
                ? parameter.layout().fromTorch(stored)
                : stored;
        TensorType expected = new TensorType(DType.FLOAT32, parameter.shape());
        if (!value.type().equals(expected)) {
          problems.add(
              prefix + parameter.name() + " is " + value.type() + ", the network has " + expected);
        }
        values.add(value);
      }
      if (!problems.isEmpty()) {
        throw new UserError(
            file
                + ": holds another network: "
                + problems.get(0)
                + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "")
                + "; use the config that it was trained with");
      }
      return values;
    }

    String text(Map<String, String> metadata, String key) {
      String value = metadata.get(key);
      if (value == null) {
        throw new UserError(file + ": damaged checkpoint, it does not say its " + key);
      }
      return value;
    }

    /** Files of earlier versions say nothing of threads. */
    OptionalInt threads(Map<String, String> metadata) {
      return metadata.containsKey(THREADS)
          ? OptionalInt.of((int) Math.min(counts(metadata, THREADS, 1)[0], Integer.MAX_VALUE))
          : OptionalInt.empty();
    }

    long[] counts(Map<String, String> metadata, String key, int count) {
      long[] numbers = numbers(metadata, key, count);
      if (Arrays.stream(numbers).anyMatch(number -> number < 0)) {
        throw unreadable(key);
      }
      return numbers;
    }

    long[] numbers(Map<String, String> metadata, String key, int count) {
      String[] parts = text(metadata, key).split(",", -1);
      try {
        if (parts.length == count) {
          long[] numbers = new long[count];
          for (int i = 0; i < count; i++) {
            numbers[i] = Long.parseLong(parts[i]);
          }
          return numbers;
        }
      } catch (NumberFormatException notANumber) {
        // Said below.
      }
      throw unreadable(key);
    }

    UserError unreadable(String key) {
      return new UserError(file + ": damaged checkpoint, its " + key + " is unreadable");
    }
  }
}
