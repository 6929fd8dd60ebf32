package org.ncsn.cli.output;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that locks a run folder and then does nothing until it is killed. */
final class LockHolder {
  private static final String READY = "locked";

  private LockHolder() {}

  /** Starts the process and waits until it has the lock of a run folder. */
  static Process start(Path run, String doc) throws IOException {
    return started(run.toString(), doc);
  }

  /** Starts the process and waits until it has locked a file. */
  static Process lock(Path file) throws IOException {
    return started(file.toString());
  }

  private static Process started(String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                java, "-cp", System.getProperty("java.class.path"), LockHolder.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    while (line != null && !line.equals(READY)) {
      line = output.readLine(); // what the log says of itself
    }
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("the other process did not lock the folder");
    }
    return process;
  }

  /** Takes the run folder and the name of the experiment, or a file. */
  public static void main(String[] args) throws Exception {
    try (AutoCloseable held =
        args.length == 1
            ? RunLock.acquire(Path.of(args[0]), "taken")
            : RunFolder.create(Path.of(args[0]), args[1], false)) {
      System.out.println(READY);
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
