package org.ncsn.cli.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts Java programs with this one's class path. */
public final class JavaProcess {
  private JavaProcess() {}

  /**
   * A process that starts quickly; its error output joins its output.
   *
   * @param before the command that starts it, for example {@code env}; may be empty
   */
  public static ProcessBuilder builder(List<String> before, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
