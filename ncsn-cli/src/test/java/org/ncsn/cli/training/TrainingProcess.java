package org.ncsn.cli.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ncsn.tck.ReferenceBackend;

/** A process that trains until it is ended, and saves after every step. */
final class TrainingProcess implements AutoCloseable {
  private static final int ENDLESS = 100_000;
  private static final TinyRun TINY = TinyRun.usual().averaged().savedEvery(1);

  private final Process process;
  private final BufferedReader output;

  private TrainingProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Begins anew, or goes on where the folder holds a checkpoint. */
  static TrainingProcess start(Path run) throws IOException {
    return new TrainingProcess(
        JavaProcess.builder(List.of(), TrainingProcess.class, List.of(run.toString())).start());
  }

  /** Waits until it trains. */
  void awaitTraining() throws IOException {
    List<String> said = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals("training")) {
        return;
      }
      said.add(line);
    }
    throw new IOException("the process ended before it trained: " + said);
  }

  /** Kills it as {@code kill -9} does. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** What it trains. */
  static TinyRun kind() {
    return TINY;
  }

  /** Takes the run folder. */
  public static void main(String[] arguments) {
    Path run = Path.of(arguments[0]);
    boolean before = Files.exists(Checkpoints.latest(TinyRun.logs(run)));
    System.out.println("training");
    if (before) {
      TINY.resume(run, ReferenceBackend.open(), ENDLESS);
    } else {
      TINY.train(run, ReferenceBackend.open(), ENDLESS);
    }
  }
}
