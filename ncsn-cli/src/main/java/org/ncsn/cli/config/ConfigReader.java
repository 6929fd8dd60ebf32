package org.ncsn.cli.config;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ncsn.error.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads experiments from YAML files: those of this program, the official ones, and the {@code
 * config.yml} that either program leaves in a run folder. Official keys that have no effect here
 * are named in the log.
 */
public final class ConfigReader {
  private static final Logger log = LoggerFactory.getLogger(ConfigReader.class);

  private ConfigReader() {}

  /**
   * The experiment that a file describes.
   *
   * @throws UserError with file, line and remedy if the file cannot be read, or a key is unknown,
   *     missing or has an impossible value
   */
  public static ExperimentConfig read(Path file) {
    return bound(file, YamlFile.read(file));
  }

  /**
   * The experiment that a text describes, for example one that came from another machine.
   *
   * @param name what the text is called in complaints
   * @throws UserError as {@link #read(Path)}
   */
  public static ExperimentConfig ofText(Path name, String text) {
    return bound(name, YamlFile.ofText(name, text));
  }

  static ExperimentConfig bound(Path file, YamlNode.Section root) {
    RecordBinder binder = new RecordBinder(file);
    ExperimentConfig config = binder.bind(ExperimentConfig.class, "", root);
    checkNoiseLevels(file, root, config.model());
    checkImages(file, root, config.data());
    List<String> ignored = binder.withoutEffect();
    if (!ignored.isEmpty()) {
      log.info("{}: keys without effect here: {}", file, String.join(", ", ignored));
    }
    return config;
  }

  /** Full names of the keys that a file gives, for example {@code training.noise_std}. */
  public static Set<String> keys(Path file) {
    Set<String> keys = new LinkedHashSet<>();
    YamlFile.read(file)
        .fields()
        .forEach(
            (key, node) -> {
              if (node instanceof YamlNode.Section section) {
                section.fields().keySet().forEach(inner -> keys.add(key + "." + inner));
              } else {
                keys.add(key);
              }
            });
    return keys;
  }

  /** Images have a size, points of the plane have none: the records cannot say so. */
  private static void checkImages(Path file, YamlNode.Section root, DataConfig data) {
    if (root.fields().get("data") instanceof YamlNode.Section section) {
      for (String key : DataConfig.OF_IMAGES) {
        YamlNode given = section.fields().get(key);
        if (given != null && data.dataset().isOfThePlane()) {
          throw new UserError(
              String.format(
                  Locale.ROOT,
                  "%s:%d: data.%s has no meaning for %s, which is points of the plane; remove it",
                  file,
                  given.line(),
                  key,
                  data.dataset()));
        }
        if (given == null && !data.dataset().isOfThePlane() && DataConfig.SIZE.contains(key)) {
          throw new UserError(
              String.format(
                  Locale.ROOT,
                  "%s:%d: missing key 'data.%s'; add it to this section",
                  file,
                  section.line(),
                  key));
        }
      }
    }
  }

  /** Either of the two may be left out, so that what is given does not fit what is not. */
  private static void checkNoiseLevels(Path file, YamlNode.Section root, ModelConfig model) {
    if (!model.sigmaBegin().isOpen()
        && model.sigmaEnd() > model.sigmaBegin().number()
        && root.fields().get("model") instanceof YamlNode.Section section) {
      boolean given = section.fields().containsKey("sigma_end");
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%s:%d: model.sigma_end must be at most model.sigma_begin (%s), found %s%s",
              file,
              section.fields().get(given ? "sigma_end" : "sigma_begin").line(),
              model.sigmaBegin(),
              model.sigmaEnd(),
              given ? "" : ", its default; give a smaller one"));
    }
  }
}
