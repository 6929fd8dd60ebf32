package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestOutput;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.ImageGrid;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.quickstart.FirstSteps;
import org.ncsn.cli.quickstart.ShippedNetwork;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.show.Samples;
import org.ncsn.cli.signal.Interruption;
import org.ncsn.cli.training.Training;
import org.ncsn.error.Printable;
import org.ncsn.nn.HostWeights;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From nothing to a picture of digits in a few minutes. */
@Parameters(
    commandDescription =
        "Sample digits from the network that comes with the program, and see one learn")
final class QuickstartCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(QuickstartCommand.class);
  private static final String CONFIG = "quickstart.yml";
  private static final String SHORT = "first-steps.yml";
  private static final String FIRST_STEPS = "first-steps";

  @Parameter(names = "--backend", order = 1, description = "Tensor engine; see 'ncsn backends'")
  private String backend;

  @Parameter(
      names = "--from-scratch",
      order = 2,
      description = "Train the whole network from random weights: hours instead of a minute")
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
    Experiment experiment = experiment(CONFIG);
    String experimentName = experimentName();
    Optional<String> chosen = Optional.ofNullable(backend);
    try (Interruption interruption = new Interruption();
        DataSets data = experiment.data(datasets(), console);
        Backend engine = Backends.open(chosen, BackendOptions.defaults());
        RunFolder folder = RunFolder.create(run, experimentName, overwrite)) {
      logging.alsoTo(folder.stdout());
      LOG.info("{}: {}", engine.name(), engine.info());
      HostWeights weights =
          fromScratch
              ? trained(experiment, engine, data, folder, console)
              : shipped(experiment, engine, folder);
      if (!interruption.requested()) {
        TestOutput output = TestOutput.into(imageFolder, folder.logs());
        new Samples().show(new TestRun(experiment, weights, engine, console, output, datasets()));
      }
      if (!fromScratch && !interruption.requested()) {
        learn(weights, engine, data, console);
      }
      if (!interruption.requested()) {
        double seconds = (System.nanoTime() - start) / 1e9;
        summary(experimentName, seconds).forEach(console::line);
      }
    }
  }

  private Experiment experiment(String configName) {
    ExperimentConfig config = ConfigReader.read(ConfigFiles.ofProgram().find(configName));
    return Experiment.begun(config, Runners.ofConfig(config), seed);
  }

  private static HostWeights shipped(Experiment experiment, Backend engine, RunFolder folder) {
    HostWeights weights = ShippedNetwork.weights(experiment);
    ShippedNetwork.into(folder, experiment, weights, engine);
    return weights;
  }

  private HostWeights trained(
      Experiment experiment, Backend engine, DataSets data, RunFolder folder, Console console) {
    ConfigWriter.write(experiment.config().withBackend(engine.name()), folder.config());
    try (Training training = new Training(experiment, engine, data, folder, console)) {
      return training.run(Training.fresh(experiment)).best();
    }
  }

  private void learn(HostWeights shipped, Backend engine, DataSets data, Console console) {
    Experiment experiment = experiment(SHORT);
    LOG.info("Now the same network from random weights, so that you see it learn");
    try (RunFolder folder = RunFolder.create(run, free(FIRST_STEPS), overwrite)) {
      ConfigWriter.write(experiment.config().withBackend(engine.name()), folder.config());
      new FirstSteps(experiment, shipped)
          .watched(engine, data, folder, console)
          .ifPresent(picture -> ImageGrid.writePng(picture, imageFolder.resolve("learning.png")));
    }
  }

  private Path datasets() {
    return run.resolve("datasets");
  }

  private String experimentName() {
    return doc != null ? doc : free(name());
  }

  /** Nobody who just tries the program out shall lose what an earlier try has trained. */
  private String free(String experiment) {
    return overwrite ? experiment : RunFolder.freeName(run, experiment);
  }

  /** What to look at and what to do next, line by line. */
  List<String> summary(String experiment, double seconds) {
    String command = Launcher.command();
    String folder = run.equals(Path.of("run")) ? "" : " --run " + Launcher.quoted(run.toString());
    return String.format(
            Locale.ROOT,
            """

            Done in %.0f s.
              %s    what the network imagines
              %s      how noise became digits
            %s
            Next:
              %s --test --doc %s%s -o more --seed 7     other digits
              %s --config first-steps.yml --doc mine%s    train one yourself
              %s --help""",
            seconds,
            shown("samples.png"),
            shown("movie.gif"),
            fromScratch
                ? ""
                : "  "
                    + shown("learning.png")
                    + "   what the same network makes of noise while it learns\n",
            command,
            Launcher.quoted(experiment),
            folder,
            command,
            folder,
            command)
        .lines()
        .toList();
  }

  private String shown(String file) {
    return Printable.of(imageFolder.resolve(file).toString());
  }
}
