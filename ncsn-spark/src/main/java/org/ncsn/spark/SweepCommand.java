package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ncsn.cli.HelpFlag;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.Sweep;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.runner.Runners;
import org.ncsn.error.UserError;
import org.ncsn.io.AtomicFile;
import org.ncsn.spi.Backends;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains many experiments, one at a time on each executor. */
@Parameters(commandDescription = "Train every combination of a config's lists of values")
final class SweepCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(SweepCommand.class);
  private static final long USUAL_SEED = 1234;

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

  @Parameter(
      names = "--backend",
      order = 5,
      description = "Tensor engine; by default the config's, or the best that is here")
  private String backend;

  @ParametersDelegate private ClusterFlags cluster = new ClusterFlags();

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public String examples() {
    return """
        ncsn spark sweep --config rates.yml --doc rates --workers 4
          # rates.yml: a config with  optim: {lr: [0.001, 0.0003, 0.0001], ...}""";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console) {
    List<SweepTrial> trials = trials();
    ClusterSettings settings = cluster.settings();
    try (Cluster spark = Cluster.open(settings, "ncsn sweep " + doc)) {
      spark.describe(
          String.format(Locale.ROOT, "sweep %s: %d trainings in %s", doc, trials.size(), run));
      SweepTask task =
          new SweepTask(
              run.toAbsolutePath().toString(), ClusterSettings.threadsOf(spark.spark().getConf()));
      List<TaskResult<TrialResult>> results =
          spark.watched(
              spark.spark().parallelize(trials, trials.size()).mapPartitions(task).collectAsync(),
              () -> {});
      tell(results, console);
    } catch (Interrupted stopped) {
      throw new UserError(
          "interrupted: what is trained stays; the same command goes on with the others", stopped);
    }
  }

  private List<SweepTrial> trials() {
    Sweep sweep = Sweep.read(ConfigFiles.ofProgram().find(config));
    List<SweepTrial> trials = new ArrayList<>();
    for (Sweep.Trial trial : sweep.trials()) {
      Runner kind = Runners.ofConfig(runner, trial.config());
      Experiment experiment =
          Experiment.begun(trial.config(), kind, trial.config().seed().orElse(USUAL_SEED));
      String engine =
          Optional.ofNullable(backend)
              .or(trial.config()::backend)
              .map(name -> Backends.named(name).backendName())
              .orElseGet(() -> RunFlags.preferred());
      trials.add(
          new SweepTrial(
              String.format(Locale.ROOT, "%s-%03d", doc, trials.size() + 1),
              trial.told(),
              experiment.configText(engine)));
    }
    return trials;
  }

  /** The table, and beside the runs a file of it; then what kept some from being trained. */
  private void tell(List<TaskResult<TrialResult>> results, Console console) {
    List<TrialResult> made =
        results.stream().filter(TaskResult::isMade).map(TaskResult::orMistake).toList();
    List<String> table = TrialResult.table(made);
    table.forEach(console::line);
    Path file = run.resolve("logs").resolve(doc + ".tsv");
    AtomicFile.write(
        file, out -> out.write((String.join("\n", table) + "\n").getBytes(StandardCharsets.UTF_8)));
    made.stream()
        .min(Comparator.comparingDouble(TrialResult::loss))
        .ifPresent(best -> LOG.info("Lowest test loss: {}; the table is in {}", best.doc(), file));
    results.stream()
        .filter(result -> !result.isMade())
        .findFirst()
        .ifPresent(TaskResult::orMistake);
  }
}
