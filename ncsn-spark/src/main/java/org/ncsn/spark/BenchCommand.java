package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.Locale;
import org.ncsn.cli.HelpFlag;
import org.ncsn.cli.NumberFlag;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.cli.training.Training;
import org.ncsn.error.UserError;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingLoop;
import org.ncsn.training.TrainingState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures what training on several machines costs, beside one process of as many threads. */
@Parameters(commandDescription = "Measure steps of training, beside those of one process")
final class BenchCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(BenchCommand.class);
  private static final int MOST_STEPS = 10_000;

  private final Clusters clusters;

  @Parameter(names = "--config", order = 1, description = "Config whose training is measured")
  private String config = "anneal.yml";

  @Parameter(
      names = "--run",
      order = 2,
      description = "Folder of data sets, which all machines see")
  private Path run = Path.of("run");

  @Parameter(names = "--batch_size", order = 3, description = "Images of a step, on all machines")
  private Integer batch = 16;

  @Parameter(
      names = "--steps",
      order = 4,
      description = "Steps on the cluster that are timed; half as many before and behind, here")
  private Integer steps = 16;

  @ParametersDelegate private EngineFlag backend = new EngineFlag();

  @ParametersDelegate private ClusterFlags cluster = new ClusterFlags();

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  BenchCommand(Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String examples() {
    return """
    ncsn spark bench
    ncsn spark bench --config anneal-cifar10.yml --batch_size 8 --workers 2 --backend djl\
    """;
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console) {
    NumberFlag.check("--batch_size", batch, NumberFlag.MOST_IMAGES);
    NumberFlag.check("--steps", steps, MOST_STEPS);
    ClusterSettings settings = cluster.settings();
    int threads = ClusterSettings.threadsOf(settings.conf("ncsn bench"));
    ClusterTrainers trainers =
        new ClusterTrainers(
            () -> clusters.open(settings, "ncsn bench"), settings.workers(), threads, 0, 0);
    Experiment experiment = experiment(trainers);
    Path datasets = run.resolve("datasets");
    int all = threads * settings.workers();
    try (Interruption interruption = new Interruption();
        DataSets data = experiment.data(datasets, console);
        Backend engine =
            Backends.open(
                experiment.config().backend().orElseThrow(),
                ExecutorEngine.usually(experiment, all));
        TrainingLoop there = trainers.loop(experiment, engine, data, datasets)) {
      data.requireBatch(batch);
      double before = here(experiment, engine, data, all, interruption);
      LOG.info("{} steps on {} executors", steps, settings.workers());
      double together = seconds(steps, there, engine, experiment, interruption);
      double after = here(experiment, engine, data, all, interruption);
      double alone = (before + after) / 2;
      line(console, "one process, threads", all, alone);
      line(console, "executors, threads of each: " + threads, settings.workers(), together);
      console.line(String.format(Locale.ROOT, "%-36s %8.3f", "ratio", together / alone));
    }
  }

  private Experiment experiment(ClusterTrainers trainers) {
    ExperimentConfig read = ConfigReader.read(ConfigFiles.ofProgram().find(config));
    ExperimentConfig chosen = read.withBatchSize(batch).withBackend(backend.named(read));
    ExperimentConfig measured = trainers.configured(chosen);
    return Experiment.begun(measured, Runners.ofConfig(measured), Experiment.USUAL_SEED);
  }

  private double here(
      Experiment experiment,
      Backend engine,
      DataSets data,
      int threads,
      Interruption interruption) {
    LOG.info("{} steps in one process, {} threads", half(), threads);
    try (TrainingLoop loop = Training.here(experiment, engine, data)) {
      return seconds(half(), loop, engine, experiment, interruption);
    }
  }

  private int half() {
    return (steps + 1) / 2;
  }

  private static double seconds(
      int timed,
      TrainingLoop loop,
      Backend engine,
      Experiment experiment,
      Interruption interruption) {
    StepClock clock = new StepClock(timed, interruption::requested);
    TrainingState start = TrainingState.upload(engine, Training.fresh(experiment));
    try (TrainingState last = loop.run(start, clock.end(), clock)) {
      if (last.step() < clock.end()) {
        throw new UserError("interrupted; nothing is known yet");
      }
    }
    return clock.seconds();
  }

  private static void line(Console console, String what, int count, double seconds) {
    console.line(String.format(Locale.ROOT, "%-36s %8.3f s a step", what + ": " + count, seconds));
  }
}
