package org.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ncsn.cli.training.JavaProcess;

/** The program in a process of its own, for what ends processes. */
final class NcsnProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final List<String> lines = new ArrayList<>();

  private NcsnProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts it, with no folder for temporary files. */
  static NcsnProcess start(String... arguments) throws IOException {
    // A test that runs in the background may have inherited that Ctrl-C is ignored.
    ProcessBuilder builder =
        JavaProcess.builder(
            List.of("env", "--default-signal=INT,TERM"), Main.class, List.of(arguments));
    builder.environment().put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=/dev/null");
    return new NcsnProcess(builder.start());
  }

  /** Starts it where no file may be larger than so many KiB: as on a disk that fills up. */
  static NcsnProcess startWithSmallFiles(int most, String... arguments) throws IOException {
    ProcessBuilder builder =
        JavaProcess.builder(
            List.of("bash", "-c", "trap '' XFSZ; ulimit -f " + most + "; exec \"$@\"", "bash"),
            Main.class,
            List.of(arguments));
    return new NcsnProcess(builder.start());
  }

  /** Waits until it says something. */
  void awaitLine(String part) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (line.contains(part)) {
        return;
      }
    }
    throw new AssertionError("never said: " + part + "\n" + String.join("\n", lines));
  }

  /** Sends a signal, by its short name. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end, and returns what it said. */
  List<String> end(int status) throws IOException, InterruptedException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
    }
    assertThat(process.waitFor()).as(String.join("\n", lines)).isEqualTo(status);
    return lines;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
