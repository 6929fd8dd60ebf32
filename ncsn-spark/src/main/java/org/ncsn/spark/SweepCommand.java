package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.util.CollectionAccumulator;
import org.ncsn.cli.HelpFlag;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.Sweep;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.runner.Runners;
import org.ncsn.error.UserError;
import org.ncsn.io.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains many experiments, one at a time on each executor. */
@Parameters(commandDescription = "Train every combination of a config's lists of values")
final class SweepCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(SweepCommand.class);

  private final Clusters clusters;

  @Parameter(names = "--config", order = 1, required = true, description = "Config with lists")
  private String config;

  @Parameter(
      names = "--run",
      order = 2,
      description = "Folder of logs, checkpoints and data sets, which all machines see")
  private Path run = Path.of("run");

  @Parameter(
      names = "--doc",
      order = 3,
      description = "Name of the sweep below --run; its runs are DOC-001, DOC-002, ...")
  private String doc = "sweep";

  @Parameter(names = "--runner", order = 4, description = "Kind of experiment, as of one machine")
  private String runner;

  @ParametersDelegate private EngineFlag backend = new EngineFlag();

  @ParametersDelegate private ClusterFlags cluster = new ClusterFlags();

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  SweepCommand(Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public String examples() {
    return """
    ncsn spark sweep --config rates.yml --doc rates --workers 4
      # rates.yml: a config with  optim: {lr: [0.001, 0.0003, 0.0001], ...}\
    """;
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console) {
    ClusterSettings settings = cluster.settings();
    List<SweepTrial> trials = trials();
    new SweepRecord(run, doc).claim(trials);
    try (Cluster spark = clusters.open(settings, "ncsn sweep " + doc)) {
      spark.describe(
          String.format(Locale.ROOT, "sweep %s: %d trainings in %s", doc, trials.size(), run));
      CollectionAccumulator<String> told = spark.spark().sc().collectionAccumulator("trained");
      SweepTask task =
          new SweepTask(
              run.toAbsolutePath().toString(),
              doc,
              ClusterSettings.threadsOf(spark.spark().getConf()),
              told);
      int[] seen = {0};
      List<TaskResult<TrialResult>> results =
          spark.watched(
              spark.spark().parallelize(trials, trials.size()).mapPartitions(task).collectAsync(),
              () -> log(told.value(), seen, trials.size()));
      tell(new SweepTable(trials, results), console);
    } catch (Interrupted stopped) {
      throw new UserError(
          "interrupted: what is trained stays; the same command goes on with the others", stopped);
    }
  }

  private static void log(List<String> told, int[] seen, int trials) {
    for (; seen[0] < told.size(); seen[0]++) {
      LOG.info("{} ({} of {})", told.get(seen[0]), seen[0] + 1, trials);
    }
  }

  private List<SweepTrial> trials() {
    Path file = ConfigFiles.ofProgram().find(config);
    Sweep sweep = Sweep.read(file);
    if (sweep.trials().size() == 1) {
      throw new UserError(
          file
              + ": no key has several values; give one a list, as optim: {lr: [0.001, 0.0001]}, or"
              + " train it with ncsn spark train");
    }
    List<SweepTrial> trials = new ArrayList<>();
    for (Sweep.Trial trial : sweep.trials()) {
      Runner kind = Runners.ofConfig(Optional.ofNullable(runner), trial.config());
      Experiment experiment =
          Experiment.begun(
              trial.config(), kind, trial.config().seed().orElse(Experiment.USUAL_SEED));
      String engine = backend.named(trial.config());
      trials.add(
          new SweepTrial(
              String.format(Locale.ROOT, "%s-%03d", doc, trials.size() + 1),
              trial.told(),
              experiment.configText(engine)));
    }
    return trials;
  }

  /** The table, and beside the runs a file of it. */
  private void tell(SweepTable table, Console console) {
    table.lines().forEach(console::line);
    Path file = run.resolve("logs").resolve(doc + ".tsv");
    String text = String.join("\n", table.lines()) + "\n";
    AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    table
        .best()
        .ifPresent(best -> LOG.info("Lowest test loss: {}; the table is in {}", best.doc(), file));
    List<String> failures = table.failures();
    failures.forEach(console::line);
    if (!failures.isEmpty()) {
      throw new UserError(
          String.format(
              Locale.ROOT,
              "%d of %d trainings failed, as said above; the same command tries them again",
              failures.size(),
              table.lines().size() - 1));
    }
  }
}
