package org.ncsn.cli;

import com.beust.jcommander.Parameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ncsn.cli.config.ConfigReader;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.Runner;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.ClassifierGuide;
import org.ncsn.cli.runner.NoisyClassifierRunner;
import org.ncsn.cli.runner.Runners;
import org.ncsn.cli.runner.SdeRunner;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.error.UserError;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.JoinedNetwork;

/** The flag that names a classifier by which samples are led. */
final class ClassifierFlag {
  @Parameter(
      names = "--classifier",
      order = 18,
      description =
          "SdeRunner: the experiment of NoisyClassifierRunner, below the same --run, that leads samples to their class")
  private String doc;

  /**
   * @param draws whether a trained network draws samples
   * @throws UserError if it does not, and there is a classifier
   */
  void check(boolean draws, List<String> asked) {
    if (doc == null) {
      return;
    }
    if (!draws) {
      throw new UserError("--classifier: leads samples of a trained network; add --sample");
    }
    asked.stream()
        .filter(List.of("--encode", "--interpolate_images")::contains)
        .findFirst()
        .ifPresent(
            flag -> {
              throw new UserError(
                  "--classifier: leads samples, and "
                      + flag
                      + " draws none; leave one of them out");
            });
  }

  /**
   * The classifier with its weights, if one is named.
   *
   * @param run folder of logs and checkpoints
   * @throws UserError if there is none of that name
   */
  Optional<Led> read(Path run) {
    return Optional.ofNullable(doc).map(name -> read(run, name));
  }

  private static Led read(Path run, String name) {
    try (RunFolder folder = RunFolder.open(run, name)) {
      ExperimentConfig config = ConfigReader.read(folder.config());
      Runner runner = Runners.ofConfig(config);
      if (!(runner instanceof NoisyClassifierRunner)) {
        throw new UserError(
            "--classifier: "
                + name
                + " is an experiment of "
                + runner.name()
                + "; choose one of NoisyClassifierRunner");
      }
      Experiment experiment = new Experiment(config, runner, Options.configuredSeed(config));
      HostWeights weights =
          TrainedNetwork.read(folder.logs(), OptionalLong.empty(), experiment, List.of())
              .requireFinite()
              .weights();
      return new Led(ClassifierGuide.of(name, config), weights);
    }
  }

  /**
   * How samples are led.
   *
   * @param weights of the classifier
   */
  record Led(ClassifierGuide guide, HostWeights weights) {
    /**
     * A runner whose samples are led.
     *
     * @throws UserError if they cannot be
     */
    Runner by(Runner runner) {
      if (runner instanceof SdeRunner sdes) {
        return sdes.ledBy(guide);
      }
      throw new UserError("--classifier: leads samples of SdeRunner, not of " + runner.name());
    }

    /** What the led score takes: the network's weights, then the classifier's. */
    HostWeights behind(HostWeights score) {
      return JoinedNetwork.join(score, weights);
    }
  }
}
