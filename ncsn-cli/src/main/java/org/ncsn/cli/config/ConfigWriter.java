package org.ncsn.cli.config;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ncsn.io.AtomicFile;

/** Writes an experiment as plain YAML that {@link ConfigReader} reads back as an equal one. */
public final class ConfigWriter {
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .build());

  private ConfigWriter() {}

  /**
   * Creates or replaces a file.
   *
   * @throws org.ncsn.error.UserError if it cannot be written
   */
  public static void write(ExperimentConfig config, Path file) {
    write(text(config), file);
  }

  /** As {@link #write(ExperimentConfig, Path)}, with a text that was made before. */
  public static void write(String text, Path file) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /** The experiment as the text of a file. */
  public static String text(ExperimentConfig config) {
    return text(config, Set.of());
  }

  /**
   * The experiment as the text of a file that leaves something out.
   *
   * @param leftOut full names of keys, for example {@code training.noise_std}, which have their
   *     defaults when the file is read
   */
  public static String text(ExperimentConfig config, Set<String> leftOut) {
    Map<String, Object> fields = fields(config);
    for (Map.Entry<String, Object> entry : fields.entrySet()) {
      if (entry.getValue() instanceof Map<?, ?> section) {
        section.keySet().removeIf(key -> leftOut.contains(entry.getKey() + "." + key));
      }
    }
    fields.values().removeIf(value -> value instanceof Map<?, ?> section && section.isEmpty());
    try {
      return YAML.writeValueAsString(fields);
    } catch (IOException e) {
      throw new UncheckedIOException("a map of plain values became no YAML", e);
    }
  }

  /** The values under their full names, for example {@code training.noise_std}. */
  public static Map<String, String> values(ExperimentConfig config) {
    Map<String, String> values = new LinkedHashMap<>();
    fields(config)
        .forEach(
            (key, value) -> {
              if (value instanceof Map<?, ?> section) {
                section.forEach((inner, held) -> values.put(key + "." + inner, held.toString()));
              } else {
                values.put(key, value.toString());
              }
            });
    return values;
  }

  private static Map<String, Object> fields(Record section) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : section.getClass().getRecordComponents()) {
      Object value = valueOf(component, section);
      if (value instanceof Auto<?> auto) {
        fields.put(Keys.of(component), auto.isOpen() ? Auto.WORD : auto.number());
      } else if (value instanceof Record inner) {
        fields.put(Keys.of(component), fields(inner));
      } else if (value instanceof Optional<?> optional) {
        optional.ifPresent(present -> fields.put(Keys.of(component), plain(present)));
      } else {
        fields.put(Keys.of(component), plain(value));
      }
    }
    if (section instanceof DataConfig data && data.dataset().isOfThePlane()) {
      fields.keySet().removeAll(DataConfig.OF_IMAGES);
    }
    return fields;
  }

  private static Object plain(Object value) {
    return value instanceof Enum<?> name ? name.toString() : value;
  }

  private static Object valueOf(RecordComponent component, Record section) {
    try {
      return component.getAccessor().invoke(section);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the record " + section + " cannot be read", e);
    }
  }
}
