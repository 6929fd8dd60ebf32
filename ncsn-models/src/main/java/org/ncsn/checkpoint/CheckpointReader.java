package org.ncsn.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.error.UserError;
import org.ncsn.nn.Buffer;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Network;
import org.ncsn.nn.Parameter;

/** Takes arrays and numbers out of a checkpoint, naming its file in every complaint. */
record CheckpointReader(Path file, Map<String, HostArray> arrays, Network network) {
  HostWeights weights(String prefix) {
    List<HostArray> values = take(prefix);
    return new HostWeights(
        values, network.buffers().stream().map(buffer -> kept(prefix, buffer)).toList());
  }

  private HostArray kept(String prefix, Buffer buffer) {
    String name = prefix + buffer.name();
    HostArray stored = arrays.get(name);
    TensorType expected = new TensorType(DType.FLOAT32, buffer.shape());
    if (stored == null) {
      throw misfit("lacks " + name);
    }
    if (!stored.type().equals(expected)) {
      throw misfit(name + " is " + stored.type() + ", the network has " + expected);
    }
    if (buffer.isConstant()) {
      ConstantCheck.require(file, buffer.name(), buffer.first(), stored);
    }
    return stored;
  }

  List<HostArray> take(String prefix) {
    List<String> problems = new ArrayList<>();
    List<HostArray> values = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
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
      throw misfit(
          problems.get(0)
              + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : ""));
    }
    return values;
  }

  private UserError misfit(String problem) {
    return new UserError(
        file + ": holds another network: " + problem + "; use the config that it was trained with");
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
    return metadata.containsKey(Checkpoint.THREADS)
        ? OptionalInt.of(
            (int) Math.min(counts(metadata, Checkpoint.THREADS, 1)[0], Integer.MAX_VALUE))
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
