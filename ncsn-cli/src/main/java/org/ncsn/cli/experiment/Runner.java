package org.ncsn.cli.experiment;

import java.nio.file.Path;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.output.Console;
import org.ncsn.loss.Objective;
import org.ncsn.nn.Network;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;

/**
 * What differs from one kind of experiment to another. Training, sampling, checkpoints and logs are
 * the same for all of them.
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

  /** The score that samples are drawn along; it takes the weights of {@link #network}. */
  ScoreModel model(ExperimentConfig config);

  /** How samples are drawn along it. */
  SamplingMethod method(ExperimentConfig config);

  /** How many samples a test draws. */
  int samples(ExperimentConfig config);

  /**
   * The data that the configuration names.
   *
   * @param folder where data sets are kept
   * @throws org.ncsn.error.UserError if they are missing, damaged, or not what this runner trains
   *     on
   */
  DataSets data(ExperimentConfig config, Path folder, Console console);

  /** What the official program's checkpoints have before the names of parameters. */
  default String officialPrefix() {
    return "";
  }

  /** What is shown of the network. */
  Presentation presentation(Experiment experiment, Backend backend);
}
