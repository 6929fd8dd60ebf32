package org.ncsn.cli.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The config of an experiment in a test, by full names of keys.
 *
 * @param values for example {@code training.n_iters} to {@code 5}
 */
public record TestConfig(Map<String, String> values) {
  public TestConfig {
    values = Map.copyOf(values);
  }

  /** Ten small steps on grey images, with what a config cannot leave out. */
  public static TestConfig images(String dataset, int side) {
    return new TestConfig(
        Map.of(
            "training.batch_size", "3",
            "training.n_iters", "10",
            "data.dataset", dataset,
            "data.image_size", Integer.toString(side),
            "data.channels", "1",
            "optim.optimizer", "Adam",
            "optim.lr", "0.01"));
  }

  /** The same with another value. */
  public TestConfig with(String key, Object value) {
    Map<String, String> changed = new TreeMap<>(values);
    changed.put(key, value.toString());
    return new TestConfig(changed);
  }

  /** As the text of a file. */
  public String text() {
    Map<String, String> sections =
        values.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> section(entry.getKey()),
                    TreeMap::new,
                    Collectors.mapping(TestConfig::line, Collectors.joining())));
    return sections.entrySet().stream()
        .map(
            section ->
                section.getKey().isEmpty()
                    ? section.getValue()
                    : section.getKey() + ":\n" + section.getValue())
        .collect(Collectors.joining());
  }

  private static String section(String key) {
    return key.contains(".") ? key.substring(0, key.indexOf('.')) : "";
  }

  private static String line(Map.Entry<String, String> entry) {
    String key = entry.getKey();
    String indent = key.contains(".") ? "  " : "";
    return indent + key.substring(key.indexOf('.') + 1) + ": " + entry.getValue() + "\n";
  }

  /** As it is read. */
  public ExperimentConfig read() {
    try {
      Path file = Files.createTempFile("config", ".yml");
      try {
        Files.writeString(file, text());
        return ConfigReader.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
