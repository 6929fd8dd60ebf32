package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import java.nio.file.Path;
import java.util.List;
import org.ncsn.checkpoint.AtomicFile;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Checkpoints;
import org.ncsn.cli.runner.Experiment;
import org.ncsn.cli.runner.Runner;
import org.ncsn.cli.runner.Runners;
import org.ncsn.data.Batches.Position;
import org.ncsn.error.UserError;
import org.ncsn.training.Checkpoint;
import org.ncsn.training.TorchCheckpoint;
import org.ncsn.training.TrainingState.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an experiment of a checkpoint that the official program wrote. */
@Parameters(
    commandDescription = "Make an experiment of a checkpoint of the official PyTorch program")
final class ImportCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(ImportCommand.class);

  @Parameter(description = "FILE.pth", required = true)
  private List<Path> files;

  @Parameter(
      names = "--config",
      order = 1,
      description = "Config that it was trained with: a path, or a name in configs/")
  private String config = "anneal.yml";

  @Parameter(
      names = "--runner",
      order = 2,
      description = "Kind of experiment; by default the config's, or AnnealRunner")
  private String runner;

  @Parameter(names = "--run", order = 3, description = "Folder of logs and checkpoints")
  private Path run = Path.of("run");

  @Parameter(names = "--doc", order = 4, description = "Name of the experiment below --run")
  private String doc = "0";

  @Parameter(
      names = "--overwrite",
      order = 5,
      description = "Clear an experiment of this name that holds a checkpoint")
  private boolean overwrite;

  @Parameter(
      names = {"--help", "-h"},
      order = 6,
      help = true,
      description = "Print this help")
  private boolean help;

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String examples() {
    return """
        ncsn import run/logs/cifar10/checkpoint.pth --config anneal-cifar10.yml --doc cifar10
        ncsn import baseline.pth --config baseline.yml --doc baseline
        ncsn --test --doc cifar10 -o samples""";
  }

  @Override
  public boolean helpWanted() {
    return help;
  }

  @Override
  public void run(Console console, Logging logging) {
    if (files.size() != 1) {
      throw new UserError("import: give one file, found " + files.size());
    }
    Path file = files.get(0);
    ExperimentConfig read = ConfigReader.read(ConfigFiles.ofProgram().find(config));
    Runner chosen = Runners.ofConfig(runner, read);
    long seed = Options.configuredSeed(read);
    Experiment experiment =
        new Experiment(read.withSeed(seed).withRunner(chosen.name()), chosen, seed);
    if (experiment.averageRate() > 0) {
      throw new UserError(
          "model.ema: the official program keeps no moving average; set it to false");
    }
    Snapshot snapshot =
        TorchCheckpoint.read(
            file, experiment.network().parameters(), experiment.optimizer().slots());
    try (RunFolder folder = RunFolder.create(run, doc, overwrite)) {
      Checkpoint checkpoint =
          new Checkpoint(
              snapshot,
              experiment.noise().state(),
              new Position(0, 0),
              "pytorch",
              ConfigWriter.text(experiment.config()));
      ConfigWriter.write(experiment.config(), folder.config());
      Path numbered = Checkpoints.numbered(folder.logs(), snapshot.step());
      checkpoint.write(numbered, experiment.network().parameters());
      AtomicFile.alias(numbered, Checkpoints.latest(folder.logs()));
      LOG.info(
          "Imported step {} of {} into {}; sample from it with --test, or go on with"
              + " --resume_training",
          snapshot.step(),
          file,
          folder.logs());
    }
  }
}
