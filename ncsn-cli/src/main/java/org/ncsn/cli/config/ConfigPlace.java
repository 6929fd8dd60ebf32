package org.ncsn.cli.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ncsn.error.UserError;

/** Where in a config file its keys stand, for those who find out later that a value cannot be. */
public record ConfigPlace(Path file) {
  private static final Pattern KEY = Pattern.compile("([a-z_]+)\\.([a-z0-9_]+)\\b(.*)");

  /** File, line and name of a key; without the line if the file does not hold it. */
  public String of(String section, String key) {
    return String.format(
        Locale.ROOT, "%s%s: %s.%s", OneLine.of(file.toString()), line(section, key), section, key);
  }

  /**
   * What is made of the file's config. Those who make it know keys, and not where they stand: their
   * complaints begin with the key, and are told with its file and line if the file holds it.
   *
   * @throws UserError as they do
   */
  public <T> T located(Supplier<T> made) {
    try {
      return made.get();
    } catch (UserError e) {
      Matcher begins = KEY.matcher(e.getMessage());
      if (!begins.matches() || line(begins.group(1), begins.group(2)).isEmpty()) {
        throw e;
      }
      throw new UserError(of(begins.group(1), begins.group(2)) + begins.group(3), e);
    }
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
