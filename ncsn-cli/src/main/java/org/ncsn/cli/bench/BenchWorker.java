package org.ncsn.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ncsn.cli.bench.BenchEnd.ProfileLine;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.compiler.Flops;
import org.ncsn.engine.TimedStep;
import org.ncsn.memory.MemoryShortage;
import org.ncsn.program.Peak;
import org.ncsn.program.Program;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.ConvolutionMethod;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.ProgramObserver;

/**
 * A process of its own that runs one program whenever it is told to, so that its memory is nobody
 * else's and that several can take turns. It says {@code @bench ready {...}} once warm, answers
 * each {@code go} with {@code @bench time SECONDS}, and anything else with {@code @bench end
 * {...}}.
 */
public final class BenchWorker {
  /** Begins the lines that are meant: engines print, too. */
  static final String MARK = "@bench ";

  private static final ObjectMapper JSON = new ObjectMapper();

  private BenchWorker() {}

  /** Runs a worker; the task is the first argument. */
  public static void main(String[] arguments) throws IOException {
    try {
      work(arguments);
    } catch (MemoryShortage shortage) {
      // The last line is what the measuring end tells.
      System.out.println(shortage.getMessage() + "; lower --batch");
      System.exit(1);
    }
  }

  private static void work(String[] arguments) throws IOException {
    BenchTask task = JSON.readValue(arguments[0], BenchTask.class);
    BackendOptions options =
        new BackendOptions(
            task.threads(),
            "auto",
            Precision.named(task.precision()),
            false,
            ConvolutionMethod.named(task.convolution()),
            true);
    // What is not logged costs nothing: JavaCPP would tell of every pointer.
    try (Logging logging = Logging.start("warning", Console.standard());
        Backend engine = Backends.open(task.backend(), options)) {
      Compiled compiled = new Compiled(task.profile());
      Backend backend = engine.observed(compiled);
      try (Measured measured = Programs.of(backend, task)) {
        measured.run();
        say(
            "ready",
            new BenchReady(
                engine.name() + ": " + engine.info(),
                measured.parameters(),
                compiled.flops * task.steps(),
                Ceiling.ofConvolutions(engine, task.repeats()),
                compiled.held,
                compiled.time.toMillis() / 1e3));
        compiled.forget();
        int runs = answer(measured);
        say(
            "end",
            new BenchEnd(
                ProcessMemory.peakResident(),
                ProcessMemory.peakHeap(),
                Ceiling.ofConvolutions(engine, task.repeats()),
                directCeiling(task, options),
                task.profile() ? Ceiling.ofMemory(engine, task.repeats()) : 0,
                compiled.profile(runs)));
      }
    }
  }

  private static double directCeiling(BenchTask task, BackendOptions options) {
    try (Backend direct = Backends.open(task.backend(), options.with(ConvolutionMethod.DIRECT))) {
      return Ceiling.ofConvolutions(direct, task.repeats());
    }
  }

  private static int answer(Measured measured) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int runs = 0;
    for (String line = in.readLine(); "go".equals(line); line = in.readLine()) {
      long start = System.nanoTime();
      measured.run();
      say("time", (System.nanoTime() - start) / 1e9);
      runs++;
    }
    return runs;
  }

  private static void say(String word, Object value) throws IOException {
    System.out.println(MARK + word + " " + JSON.writeValueAsString(value));
    System.out.flush();
  }

  /** Knows of the programs that were compiled what counts, and the time of their steps. */
  private static final class Compiled implements ProgramObserver {
    private final boolean profile;
    private final Map<String, List<TimedStep>> steps = new LinkedHashMap<>();
    private long flops;
    private long held;
    private Duration time = Duration.ZERO;

    Compiled(boolean profile) {
      this.profile = profile;
    }

    @Override
    public void compiled(Program compiled, Duration taken) {
      flops += Flops.of(compiled);
      held = Math.max(held, Peak.of(compiled).bytes());
      time = time.plus(taken);
    }

    @Override
    public boolean timesSteps() {
      return profile;
    }

    @Override
    public void ran(TimedStep step) {
      steps.computeIfAbsent(step.name(), any -> new ArrayList<>()).add(step);
    }

    /** What the first run took is no measure. */
    void forget() {
      steps.clear();
    }

    List<ProfileLine> profile(int runs) {
      List<ProfileLine> lines = new ArrayList<>();
      steps.forEach(
          (name, ran) -> {
            long bytes = ran.stream().mapToLong(TimedStep::bytes).sum();
            long nanoseconds = ran.stream().mapToLong(TimedStep::nanoseconds).sum();
            lines.add(
                new ProfileLine(name, ran.size() / runs, bytes / runs, nanoseconds / 1e9 / runs));
          });
      lines.sort(Comparator.comparingDouble(ProfileLine::seconds).reversed());
      return lines;
    }
  }
}
