package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.experiment.TestOutput;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.show.Samples;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.cli.training.Training;
import org.ncsn.error.Printable;
import org.ncsn.error.UserError;
import org.ncsn.io.AtomicFile;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From nothing to a picture of digits in a few minutes. */
@Parameters(commandDescription = "Train a small network a little further and sample digits from it")
final class QuickstartCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(QuickstartCommand.class);
  private static final String CONFIG = "quickstart.yml";
  private static final String PRETRAINED = "quickstart.safetensors";

  /** Enough to see a training at work, on top of weights that are trained already. */
  private static final int FURTHER_STEPS = 100;

  @Parameter(names = "--backend", order = 1, description = "Tensor engine; see 'ncsn backends'")
  private String backend;

  @Parameter(
      names = "--from-scratch",
      order = 2,
      description = "Begin with random weights, not with the ones that come with the program")
  private boolean fromScratch;

  @Parameter(names = "--seed", order = 3, description = "Seed of all noise")
  private long seed = 1234;

  @Parameter(names = "--run", order = 4, description = "Folder of logs and checkpoints")
  private Path run = Path.of("run");

  @Parameter(
      names = "--doc",
      order = 5,
      description =
          "Name of the experiment below --run; by default quickstart, or quickstart-2 and so on"
              + " where that holds a checkpoint")
  private String doc;

  @Parameter(
      names = "--overwrite",
      order = 6,
      description = "Replace an experiment of this name that holds a checkpoint")
  private boolean overwrite;

  @Parameter(
      names = {"-o", "--image_folder"},
      order = 7,
      description = "Folder that samples are written to")
  private Path imageFolder = Path.of("quickstart");

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "quickstart";
  }

  @Override
  public String examples() {
    return """
        ncsn quickstart
        ncsn quickstart --backend nd4j -o digits
        ncsn quickstart --from-scratch --seed 7 --doc digits
        ncsn quickstart --overwrite""";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    long start = System.nanoTime();
    ExperimentConfig file = ConfigReader.read(ConfigFiles.ofProgram().find(CONFIG));
    Runner runner = Runners.ofConfig(null, file);
    ExperimentConfig config = fromScratch ? file : file.withSteps(FURTHER_STEPS);
    Experiment experiment = Experiment.begun(config, runner, seed);
    Optional<String> chosen = Optional.ofNullable(backend);
    String experimentName = experimentName();
    try (Interruption interruption = new Interruption();
        DataSets data = experiment.data(datasets(), console);
        Backend engine = Backends.open(chosen, BackendOptions.defaults());
        RunFolder folder = RunFolder.create(run, experimentName, overwrite)) {
      logging.alsoTo(folder.stdout());
      LOG.info("{}: {}", engine.name(), engine.info());
      ConfigWriter.write(experiment.config().withBackend(engine.name()), folder.config());
      Snapshot begin = fromScratch ? Training.fresh(experiment) : pretrained(folder, experiment);
      Snapshot trained;
      try (Training training = new Training(experiment, engine, data, folder, console)) {
        trained = training.run(begin);
      }
      if (interruption.requested()) {
        return;
      }
      new Samples()
          .show(
              new TestRun(
                  experiment,
                  trained.best(),
                  engine,
                  console,
                  TestOutput.into(imageFolder, folder.logs()),
                  datasets()));
      if (!interruption.requested()) {
        double seconds = (System.nanoTime() - start) / 1e9;
        summary(experimentName, trained.step(), seconds).forEach(console::line);
      }
    }
  }

  private Path datasets() {
    return run.resolve("datasets");
  }

  /** Nobody who just tries the program out shall lose what an earlier try has trained. */
  private String experimentName() {
    if (doc != null) {
      return doc;
    }
    return overwrite ? name() : RunFolder.freeName(run, name());
  }

  /** The shipped weights with an optimizer that knows nothing yet. */
  private static Snapshot pretrained(RunFolder folder, Experiment experiment) {
    Path file = folder.logs().resolve("pretrained.safetensors");
    try (InputStream shipped = QuickstartCommand.class.getResourceAsStream(PRETRAINED)) {
      if (shipped == null) {
        throw new UserError("quickstart: no weights in this build; use --from-scratch");
      }
      AtomicFile.write(file, shipped::transferTo);
    } catch (IOException e) {
      throw new UserError("quickstart: cannot read the shipped weights: " + e.getMessage(), e);
    }
    Checkpoint shipped = Checkpoint.read(file, experiment.network());
    return Snapshot.initial(
        shipped.snapshot().best(), experiment.optimizer().slots(), experiment.average().isKept());
  }

  /** What to look at and what to do next, line by line. */
  List<String> summary(String experiment, long steps, double seconds) {
    String command = Launcher.command();
    return String.format(
            Locale.ROOT,
            """

            Done in %.0f s, after %d training steps%s.
              %s   what the network imagines
              %s     how noise became digits

            Next:
              %s --test --doc %s%s -o more --seed 7     other digits
              %s --config anneal.yml --doc mnist              the paper's network on MNIST
              %s --help""",
            seconds,
            steps,
            fromScratch ? "" : " on top of the weights that come with the program",
            Printable.of(imageFolder.resolve("samples.png").toString()),
            Printable.of(imageFolder.resolve("movie.gif").toString()),
            command,
            Launcher.quoted(experiment),
            run.equals(Path.of("run")) ? "" : " --run " + Launcher.quoted(run.toString()),
            command,
            command)
        .lines()
        .toList();
  }
}
