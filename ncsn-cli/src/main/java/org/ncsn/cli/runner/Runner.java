package org.ncsn.cli.runner;

import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.nn.ScoreNetwork;

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
}
