package org.ncsn.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A config of the smallest network on the bundled digits, as a file. */
final class TinyConfig {
  private final Map<String, String> values = new TreeMap<>();

  private TinyConfig() {
    values.put("training", "batch_size: 2, n_iters: 2, snapshot_freq: 2");
    values.put("data", "dataset: DIGITS, image_size: 28, channels: 1");
    values.put("model", "sigma_begin: 1, sigma_end: 0.1, num_classes: 2, ngf: 2");
    values.put("optim", "optimizer: Adam, lr: 0.001");
    values.put("sampling", "n_samples: 5, n_steps_each: 1, frame_every: 1");
    values.put("backend", ReferenceModule.NAME);
  }

  static TinyConfig usual() {
    return new TinyConfig();
  }

  /** Another section, as YAML within braces, or another plain value. */
  TinyConfig with(String key, String value) {
    values.put(key, value);
    return this;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (key, value) ->
            text.append(key)
                .append(value.contains(":") ? ": {" + value + "}" : ": " + value)
                .append('\n'));
    return text.toString();
  }

  /** Writes it to a file, and returns the file's path for the command line. */
  String in(Path folder) {
    Path file = folder.resolve("tiny.yml");
    try {
      Files.writeString(file, text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }
}
