package org.ncsn.cli.experiment;

import java.nio.file.Path;
import java.util.Optional;
import org.ncsn.checkpoint.OfficialLayout;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.output.Console;
import org.ncsn.data.Preparation.Dequantization;
import org.ncsn.error.UserError;
import org.ncsn.loss.Objective;
import org.ncsn.nn.Network;
import org.ncsn.tensor.Backend;

/**
 * What differs from one kind of experiment to another. Training, checkpoints and logs are the same
 * for all of them.
 */
public interface Runner {
  /** What {@code --runner} calls it. */
  RunnerName kind();

  /** The same as a text. */
  default String name() {
    return kind().toString();
  }

  /** The network that the experiment trains. */
  Network network(ExperimentConfig config);

  /** What it is trained by. */
  Objective trainingObjective(ExperimentConfig config);

  /** What is watched on test images. */
  Objective testObjective(ExperimentConfig config);

  /** What the loss on test images is called in TensorBoard. */
  default String testLossName() {
    return "test_dsm_loss";
  }

  /** What helps against samples that diverge. */
  default String calmerSampling(ExperimentConfig config) {
    return "lower sampling.step_lr (" + config.sampling().stepLr() + "), or --step_lr";
  }

  /** How samples are drawn, if the network is one to draw samples by. */
  default Optional<Generation> generation(ExperimentConfig config) {
    return Optional.empty();
  }

  /**
   * The way between images and their latents.
   *
   * @throws UserError if there is none
   */
  default LatentWay latents(ExperimentConfig config) {
    throw new UserError(
        "an experiment of "
            + name()
            + " has no latents, to which a probability flow leads; choose one of SdeRunner");
  }

  /** The complaint about a wish for samples where there are none. */
  default UserError drawsNoSamples() {
    return new UserError(
        "an experiment of " + name() + " draws no samples; choose one of another runner");
  }

  /**
   * The data that the configuration names.
   *
   * @param folder where data sets are kept
   * @throws org.ncsn.error.UserError if they are missing, damaged, or not what this runner trains
   *     on
   */
  DataSets data(ExperimentConfig config, Path folder, Console console);

  /** Whether the official program also keeps the images that it draws while it trains, as files. */
  default boolean keepsSnapshots() {
    return false;
  }

  /** How the official program lays out its checkpoints. */
  default OfficialLayout officialLayout() {
    return OfficialLayout.PLAIN;
  }

  /** The configuration of weights that the official program trained, its accidents included. */
  default ExperimentConfig official(ExperimentConfig config) {
    return config;
  }

  /** The noise that pixels get in training. */
  default Dequantization dequantization(DataConfig data) {
    return Dequantization.UNIFORM;
  }

  /** What is shown of the network. */
  Presentation presentation(Experiment experiment, Backend backend);
}
