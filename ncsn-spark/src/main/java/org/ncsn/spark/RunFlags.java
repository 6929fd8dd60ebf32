package org.ncsn.spark;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ncsn.checkpoint.WeightsFile;
import org.ncsn.cli.FromFlag;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.training.TrainedNetwork;

/** The flags that name a trained run, which the driver reads. */
final class RunFlags {

  @Parameter(names = "--run", order = 1, description = "Folder of logs, checkpoints and data sets")
  private Path run = Path.of("run");

  @Parameter(names = "--doc", order = 2, description = "Name of the experiment below --run")
  private String doc = "0";

  @ParametersDelegate private FromFlag from = new FromFlag();

  @Parameter(
      names = "--seed",
      order = 3,
      description = "Seed of all noise; by default the config's, or 1234")
  private Long seed;

  @ParametersDelegate private EngineFlag backend = new EngineFlag();

  /** Changes a configuration, given the runner that it is of. */
  @FunctionalInterface
  interface Changed {
    ExperimentConfig by(ExperimentConfig config, Runner runner);
  }

  /**
   * A run that was read.
   *
   * @param experiment with all flags in its config
   * @param logs the run folder
   * @param label which checkpoint of which run, for people
   */
  record Trained(Experiment experiment, TrainedNetwork network, Path logs, String label) {
    /** All of it for executors, with the weights to sample with. */
    Shipment shipment(int threads) {
      return Shipment.of(
          experiment,
          experiment.config().backend().orElseThrow(),
          threads,
          file -> WeightsFile.write(file, experiment.network(), network.weights()));
    }
  }

  /**
   * Reads it.
   *
   * @throws org.ncsn.error.UserError if it is missing or damaged
   */
  Trained read(Changed flags) {
    try (RunFolder folder = RunFolder.open(run, doc)) {
      ExperimentConfig stored = ConfigReader.read(folder.config());
      Runner runner = Runners.ofConfig(stored);
      ExperimentConfig trained = Runners.asTrained(folder.logs(), runner, stored);
      Experiment experiment =
          Experiment.begun(
              flags.by(trained, runner).withBackend(backend.named(trained)),
              runner,
              Optional.ofNullable(seed).or(trained::seed).orElse(Experiment.USUAL_SEED));
      TrainedNetwork network =
          TrainedNetwork.read(folder.logs(), from.step(), experiment, List.of()).requireFinite();
      return new Trained(
          experiment,
          network,
          folder.logs(),
          doc + " at step " + network.checkpoint().snapshot().step());
    }
  }

  Path datasets() {
    return run.resolve("datasets");
  }
}
