package org.ncsn.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ncsn.error.UserError;

/** The measuring end of a {@link BenchWorker}, or of its like in another language. */
final class WorkerProcess implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of what a failed worker wrote, so many lines are told. */
  private static final int TOLD = 400;

  private final String label;
  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private String lastNoise = "";

  private WorkerProcess(String label, Process process) {
    this.label = label;
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = new BufferedWriter(process.outputWriter(StandardCharsets.UTF_8));
  }

  /** A worker in this Java, with the options of this process. */
  static WorkerProcess java(BenchTask task) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(BenchWorker.class.getName(), json(task)));
    return start(task.backend(), command);
  }

  /** A worker in Python. */
  static WorkerProcess python(String python, Path script, BenchTask task) {
    return start("PyTorch", List.of(python, script.toString(), json(task)));
  }

  private static String json(BenchTask task) {
    try {
      return JSON.writeValueAsString(task);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WorkerProcess start(String label, List<String> command) {
    try {
      return new WorkerProcess(
          label, new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UserError("bench: cannot run " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  String label() {
    return label;
  }

  /** Waits until it is warm. */
  BenchReady ready() {
    return value("ready", BenchReady.class);
  }

  /** Has it run once. */
  double seconds() {
    send("go");
    return value("time", Double.class);
  }

  /** Has it end. */
  BenchEnd end() {
    send("end");
    return value("end", BenchEnd.class);
  }

  private void send(String word) {
    try {
      in.write(word + "\n");
      in.flush();
    } catch (IOException e) {
      throw died(e);
    }
  }

  private <T> T value(String word, Class<T> type) {
    String begin = BenchWorker.MARK + word + " ";
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(begin)) {
          return JSON.readValue(line.substring(begin.length()), type);
        }
        lastNoise = line.isBlank() ? lastNoise : line;
      }
    } catch (IOException e) {
      throw died(e);
    }
    throw died(null);
  }

  private UserError died(IOException cause) {
    String told = lastNoise.length() > TOLD ? lastNoise.substring(0, TOLD) + "..." : lastNoise;
    String remedy =
        told.contains("No module named 'torch'")
            ? "; install it, for example: apt-get install python3-torch libopenblas0-pthread"
            : "";
    return new UserError("bench: the worker of " + label + " ended: " + told + remedy, cause);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
