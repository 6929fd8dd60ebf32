package org.ncsn.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures programs side by side: all workers of a program are alive at once and take turns, one
 * run each, so that a busy machine slows all of them alike.
 */
public final class Bench {
  private static final String PEER = "peer.py";

  private final Consumer<String> log;
  private final int repeats;
  private final String python;

  /**
   * @param python the Python to compare with PyTorch by; {@code null} for no comparison
   * @param log learns what is going on
   */
  Bench(int repeats, String python, Consumer<String> log) {
    this.repeats = repeats;
    this.python = python;
    this.log = log;
  }

  /**
   * Measures one program on several engines.
   *
   * @param tasks one for each engine
   * @throws org.ncsn.error.UserError if a worker cannot be run
   */
  List<BenchRow> measure(List<BenchTask> tasks) {
    List<WorkerProcess> workers = new ArrayList<>();
    Path peer = python == null ? null : peer();
    try {
      List<BenchReady> ready = new ArrayList<>();
      for (BenchTask task : tasks) {
        // One after the other: what compiles does not disturb what warms up.
        workers.add(WorkerProcess.java(task));
        ready.add(workers.get(workers.size() - 1).ready());
      }
      if (peer != null) {
        workers.add(WorkerProcess.python(python, peer, tasks.get(0)));
        ready.add(workers.get(workers.size() - 1).ready());
      }
      List<List<Double>> seconds = new ArrayList<>();
      workers.forEach(worker -> seconds.add(new ArrayList<>()));
      for (int round = 0; round < repeats; round++) {
        for (int i = 0; i < workers.size(); i++) {
          seconds.get(i).add(workers.get(i).seconds());
        }
        log.accept(tasks.get(0).program() + ": " + (round + 1) + " of " + repeats);
      }
      return rows(tasks, workers, ready, seconds);
    } finally {
      workers.forEach(WorkerProcess::close);
      delete(peer);
    }
  }

  private static List<BenchRow> rows(
      List<BenchTask> tasks,
      List<WorkerProcess> workers,
      List<BenchReady> ready,
      List<List<Double>> seconds) {
    List<BenchRow> rows = new ArrayList<>();
    for (int i = 0; i < workers.size(); i++) {
      BenchTask task = tasks.get(Math.min(i, tasks.size() - 1));
      rows.add(
          new BenchRow(
              task.program(),
              workers.get(i).label(),
              i < tasks.size() ? task.precision() : "float32",
              (long) task.batch() * task.steps(),
              ready.get(i),
              seconds.get(i),
              workers.get(i).end()));
    }
    return rows;
  }

  private static Path peer() {
    try (InputStream script = Bench.class.getResourceAsStream(PEER)) {
      Path file = Files.createTempFile("ncsn-", "-" + PEER);
      Files.write(file, script.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
