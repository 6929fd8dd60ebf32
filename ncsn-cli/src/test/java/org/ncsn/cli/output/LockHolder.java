package org.ncsn.cli.output;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that locks a run folder and then does nothing until it is killed. */
final class LockHolder {
  private static final String READY = "locked";

  private LockHolder() {}

  /** Starts the process and waits until it has the lock. */
  static Process start(Path run, String doc) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                run.toString(),
                doc)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (!READY.equals(output.readLine())) {
      process.destroyForcibly();
      throw new IOException("the other process did not lock the folder");
    }
    return process;
  }

  /** Takes the run folder and the name of the experiment. */
  public static void main(String[] args) throws InterruptedException {
    try (RunFolder folder = RunFolder.create(Path.of(args[0]), args[1], false)) {
      System.out.println(READY);
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
