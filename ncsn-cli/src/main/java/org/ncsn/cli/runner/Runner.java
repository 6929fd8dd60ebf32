package org.ncsn.cli.runner;

import java.nio.file.Path;
import java.util.Set;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.output.Console;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.sampler.LangevinSchedule;
import org.ncsn.tensor.Backend;

/**
 * What differs from one kind of experiment to another. Training, sampling, checkpoints and logs are
 * the same for all of them.
 */
public interface Runner {
  /** What {@code --runner} calls it. */
  String name();

  /** The network that the experiment trains. */
  ScoreNetwork network(ExperimentConfig config);

  /** The loss that it is trained by. */
  ScoreMatchingLoss trainingLoss(ExperimentConfig config);

  /** The loss that is watched on test images. */
  ScoreMatchingLoss testLoss(ExperimentConfig config);

  /** What the loss on test images is called in TensorBoard. */
  default String testLossName() {
    return "test_dsm_loss";
  }

  /** The Langevin dynamics that samples are drawn by. */
  LangevinSchedule schedule(ExperimentConfig config);

  /** Whether its network scores at noise levels, which it has to be told. */
  boolean knowsLevels();

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

  /** Full names of the config's keys that mean nothing for it, whatever the others are. */
  Set<String> keysWithoutEffect();

  /** What the official program's checkpoints have before the names of parameters. */
  default String officialPrefix() {
    return "";
  }

  /** What is shown of the network. */
  Presentation presentation(Experiment experiment, Backend backend, Console console);
}
