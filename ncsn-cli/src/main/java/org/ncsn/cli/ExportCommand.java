package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import java.nio.file.Path;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.Logging;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Checkpoints;
import org.ncsn.cli.runner.Runners;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.training.Checkpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the weights that an experiment samples with into a file of their own. */
@Parameters(
    commandDescription =
        "Write a trained network's weights alone, without the optimizer, to a file")
final class ExportCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(ExportCommand.class);

  @Parameter(
      names = "--runner",
      order = 1,
      description = "Kind of experiment, if its config does not say")
  private String runner;

  @Parameter(names = "--run", order = 2, description = "Folder of logs and checkpoints")
  private Path run = Path.of("run");

  @Parameter(names = "--doc", order = 3, description = "Name of the experiment below --run")
  private String doc = "0";

  @Parameter(
      names = {"-o", "--output"},
      order = 4,
      description = "File to write, in the safetensors format, under PyTorch's names")
  private Path output = Path.of("weights.safetensors");

  @Parameter(
      names = {"--help", "-h"},
      order = 5,
      help = true,
      description = "Print this help")
  private boolean help;

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String examples() {
    return "ncsn export --doc mnist -o mnist.safetensors";
  }

  @Override
  public boolean helpWanted() {
    return help;
  }

  @Override
  public void run(Console console, Logging logging) {
    try (RunFolder folder = RunFolder.open(run, doc)) {
      Path file = Checkpoints.existing(folder.logs());
      ExperimentConfig config = ConfigReader.read(folder.config());
      ScoreNetwork network = Runners.ofRun(runner, config).network(config);
      Checkpoint checkpoint = Checkpoint.read(file, network.parameters());
      checkpoint.weightsAlone().write(output, network.parameters());
      LOG.info("Wrote the weights of step {} to {}", checkpoint.snapshot().step(), output);
    }
  }
}
