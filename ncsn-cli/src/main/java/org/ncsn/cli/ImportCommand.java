package org.ncsn.cli;

import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.checkpoint.Computed;
import org.ncsn.checkpoint.TorchCheckpoint;
import org.ncsn.checkpoint.WeightsFile;
import org.ncsn.cli.config.ConfigFiles;
import org.ncsn.cli.config.ConfigPlace;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ConfigWriter;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.KeysWithoutEffect;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.training.Checkpoints;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.error.UserError;
import org.ncsn.format.CheckpointFormat;
import org.ncsn.nn.Network;
import org.ncsn.training.TrainingState.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an experiment of a checkpoint that the official program wrote. */
@Parameters(
    commandDescription = "Make an experiment of a checkpoint of PyTorch's, or of exported weights")
final class ImportCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(ImportCommand.class);

  @com.beust.jcommander.Parameter(description = "FILE of PyTorch's or safetensors", required = true)
  private List<Path> files;

  @com.beust.jcommander.Parameter(
      names = "--config",
      order = 1,
      description = "Config that it was trained with: a path, or a name in configs/")
  private String config = "anneal.yml";

  @com.beust.jcommander.Parameter(
      names = "--runner",
      order = 2,
      description = "Kind of experiment; by default the config's, or AnnealRunner")
  private String runner;

  @ParametersDelegate private RunName name = new RunName();

  @com.beust.jcommander.Parameter(
      names = "--overwrite",
      order = 5,
      description = "Replace an experiment of this name that holds a checkpoint")
  private boolean overwrite;

  @com.beust.jcommander.Parameter(
      names = "--entry",
      order = 6,
      description = "Which of several networks in the file; 'ncsn info' lists them")
  private String entry;

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String examples() {
    return """
    ncsn import run/logs/cifar10/checkpoint.pth --config anneal-cifar10.yml --doc cifar10
    ncsn import baseline.pth --config baseline.yml --doc baseline
    ncsn import wrapped.pt --entry ema --config anneal.yml --doc averaged
    ncsn --test --doc cifar10 -o samples\
    """;
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    if (files.size() != 1) {
      throw new UserError("import: give one file, found " + files.size());
    }
    Path file = files.get(0);
    Path configFile = ConfigFiles.ofProgram().find(config);
    ExperimentConfig given = ConfigReader.read(configFile);
    Runner chosen = Runners.ofConfig(Optional.ofNullable(runner), given);
    KeysWithoutEffect.check(configFile, chosen.kind(), given);
    Experiment experiment =
        new ConfigPlace(configFile).located(() -> experiment(file, given, chosen));
    Snapshot snapshot = snapshot(file, experiment);
    TrainedNetwork.requireFinite(file, experiment.network(), snapshot.best());
    // Told now: with --overwrite the file may be one of those that are set aside.
    Computed writer = Computed.elsewhere(isSafetensors(file) ? "import" : "pytorch");
    try (RunFolder folder = RunFolder.create(name.run(), name.doc(), overwrite)) {
      Checkpoint checkpoint =
          new Checkpoint(snapshot, experiment.noise().state(), writer, experiment.configText());
      ConfigWriter.write(experiment.configText(), folder.config());
      Checkpoints.write(folder.logs(), checkpoint, experiment.network());
      LOG.info(
          "Imported step {} of {} into {}; sample from it with --sample, or go on with"
              + " --resume_training",
          snapshot.step(),
          file,
          folder.logs());
    }
  }

  /** The experiment of a config, with the official program's accidents where that trained it. */
  private static Experiment experiment(Path file, ExperimentConfig given, Runner runner) {
    long seed = Options.configuredSeed(given);
    Experiment asGiven = Experiment.begun(given, runner, seed);
    ExperimentConfig official = runner.official(given);
    if (official.equals(given) || isSafetensors(file)) {
      return asGiven;
    }
    LOG.info(
        "The official program's last normalization has an epsilon of its own, and so has this"
            + " network (model.last_norm_eps)");
    return Experiment.begun(official, runner, seed);
  }

  private Snapshot snapshot(Path file, Experiment experiment) {
    Network network = experiment.network();
    List<String> slots = experiment.optimizer().slots();
    boolean averaged = experiment.average().isKept();
    Optional<String> wanted = Optional.ofNullable(entry);
    if (isSafetensors(file)) {
      return Snapshot.initial(WeightsFile.read(file, network, wanted), slots, averaged);
    }
    return TorchCheckpoint.read(file, network, slots, averaged, wanted);
  }

  private static boolean isSafetensors(Path file) {
    return CheckpointFormat.of(file) == CheckpointFormat.SAFETENSORS;
  }
}
