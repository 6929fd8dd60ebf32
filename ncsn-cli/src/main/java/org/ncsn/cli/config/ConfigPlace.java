package org.ncsn.cli.config;

import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.error.UserError;

/** Where in a config file its keys stand, for those who find out later that a value cannot be. */
public record ConfigPlace(Path file) {
  /** File, line and name of a key; without the line if the file does not hold it. */
  public String of(String section, String key) {
    return String.format(
        Locale.ROOT, "%s%s: %s.%s", OneLine.of(file.toString()), line(section, key), section, key);
  }

  private String line(String section, String key) {
    try {
      if (YamlFile.read(file).fields().get(section) instanceof YamlNode.Section keys
          && keys.fields().get(key) != null) {
        return ":" + keys.fields().get(key).line();
      }
    } catch (UserError goneSince) {
      return "";
    }
    return "";
  }
}
