package org.ncsn.cli;

import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.checkpoint.OfficialLayout;
import org.ncsn.checkpoint.TorchExport;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.error.UserError;
import org.ncsn.format.FloatStorage;
import org.ncsn.nn.Network;
import org.ncsn.training.TrainingState.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the weights that an experiment samples with into a file of their own. */
@Parameters(
    commandDescription = "Write a trained network for PyTorch, with its optimizer or without")
final class ExportCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(ExportCommand.class);
  private static final String SAFETENSORS = "safetensors";
  private static final String PTH = "pth";

  @com.beust.jcommander.Parameter(
      names = "--runner",
      order = 1,
      description = "Kind of experiment, if its config does not say")
  private String runner;

  @ParametersDelegate private RunName experiment = new RunName();

  @ParametersDelegate private FromFlag from = new FromFlag();

  @com.beust.jcommander.Parameter(
      names = {"-o", "--output"},
      order = 52,
      description = "File to write; by default weights.safetensors or checkpoint.pth")
  private Path output;

  @com.beust.jcommander.Parameter(
      names = "--format",
      order = 53,
      description = "safetensors: weights alone; pth: what the official program goes on from")
  private String format = SAFETENSORS;

  @com.beust.jcommander.Parameter(
      names = "--weights_only",
      order = 54,
      description = "With --format pth: the network's state dict alone, for code of your own")
  private boolean weightsOnly;

  @com.beust.jcommander.Parameter(
      names = "--float16",
      order = 55,
      description = "With --format safetensors: half the size, weights rounded to 11 bits")
  private boolean float16;

  @ParametersDelegate private HelpFlag help = new HelpFlag();

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String examples() {
    return """
        ncsn export --doc mnist -o mnist.safetensors
        ncsn export --doc mnist --format pth -o checkpoint.pth
        ncsn export --doc mnist --float16 -o small.safetensors
        ncsn export --doc mnist --from 50000 -o early.safetensors
        ncsn export --doc mnist --format pth --weights_only -o mnist.pth""";
  }

  @Override
  public boolean helpWanted() {
    return help.wanted();
  }

  @Override
  public void run(Console console, Logging logging) {
    check();
    try (RunFolder folder = experiment.open()) {
      ExperimentConfig stored = ConfigReader.read(folder.config());
      Runner chosen = Runners.ofRun(Optional.ofNullable(runner), stored);
      ExperimentConfig config = Runners.asTrained(folder.logs(), chosen, stored);
      Experiment trained = new Experiment(config, chosen, Options.configuredSeed(config));
      boolean whole = format.equals(PTH) && !weightsOnly;
      TrainedNetwork network =
          TrainedNetwork.read(
              folder.logs(), from.step(), trained, whole ? trained.optimizer().slots() : List.of());
      network.notFinite().ifPresent(LOG::warn);
      Checkpoint checkpoint = network.checkpoint();
      Path target = output != null ? output : Path.of(usualName());
      write(target, checkpoint, trained, chosen.officialLayout());
      LOG.info("Wrote the network of step {} to {}", checkpoint.snapshot().step(), target);
    }
  }

  private void check() {
    if (!format.equals(SAFETENSORS) && !format.equals(PTH)) {
      throw new UserError("--format must be safetensors or pth, found '" + format + "'");
    }
    if (weightsOnly && !format.equals(PTH)) {
      throw new UserError("--weights_only: safetensors have nothing else; leave it out");
    }
    if (float16 && format.equals(PTH)) {
      throw new UserError("--float16: the official program goes on from float32; leave it out");
    }
  }

  private String usualName() {
    return format.equals(PTH) ? "checkpoint.pth" : "weights.safetensors";
  }

  private void write(
      Path target, Checkpoint checkpoint, Experiment trained, OfficialLayout layout) {
    Network network = trained.network();
    Snapshot snapshot = checkpoint.snapshot();
    if (format.equals(SAFETENSORS)) {
      checkpoint.writeWeights(target, network, float16 ? FloatStorage.FLOAT16 : FloatStorage.EXACT);
    } else if (weightsOnly) {
      new TorchExport(network, OfficialLayout.PLAIN)
          .writeWeights(target, snapshot.best(), snapshot.step());
    } else {
      new TorchExport(network, layout).writeCheckpoint(target, snapshot, trained.recipe().rule());
    }
  }
}
