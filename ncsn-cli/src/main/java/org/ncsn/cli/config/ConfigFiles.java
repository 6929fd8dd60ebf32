package org.ncsn.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ncsn.error.UserError;

/**
 * Finds the file that {@code --config} names: as it is given, or in the program's {@code configs/}.
 */
public final class ConfigFiles {
  private static final String HOME_PROPERTY = "ncsn.home";

  private final Path folder;

  /** Looks in the given folder for what is not found as it is given. */
  public ConfigFiles(Path folder) {
    this.folder = folder;
  }

  /** Looks in {@code configs/} beside the launcher, which names its place in {@code ncsn.home}. */
  public static ConfigFiles ofProgram() {
    return new ConfigFiles(Path.of(System.getProperty(HOME_PROPERTY, ".")).resolve("configs"));
  }

  /**
   * The file of a config.
   *
   * @param name a path, or the name of a file in {@code configs/}
   * @throws UserError that lists what there is, if there is no such file
   */
  public Path find(String name) {
    if (name.isBlank() || name.indexOf('\0') >= 0) {
      throw new UserError("--config needs the name of a YAML file" + available(name));
    }
    for (Path candidate : List.of(Path.of(name), folder.resolve(name))) {
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    throw new UserError("no config '" + name + "' here or in " + folder + available(name));
  }

  /** Names of the files in {@code configs/} and in the folders there, sorted. */
  public List<String> available() {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".yml") || file.endsWith(".yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private String available(String name) {
    List<String> names = available();
    if (names.isEmpty()) {
      return "; give the path of a YAML file";
    }
    return "; there are " + String.join(", ", names) + NearestName.question(name, names);
  }
}
