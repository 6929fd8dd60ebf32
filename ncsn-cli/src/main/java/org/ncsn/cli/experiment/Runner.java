package org.ncsn.cli.experiment;

import java.nio.file.Path;
import org.ncsn.checkpoint.OfficialLayout;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.RunnerName;
import org.ncsn.cli.output.Console;
import org.ncsn.data.Preparation.Dequantization;
import org.ncsn.loss.Objective;
import org.ncsn.nn.Network;
import org.ncsn.sampler.KnownPixels.Renewal;
import org.ncsn.sampler.SamplingMethod;
import org.ncsn.sampler.Start;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;

/**
 * What differs from one kind of experiment to another. Training, sampling, checkpoints and logs are
 * the same for all of them.
 */
public interface Runner {
  /** Images in the picture of a network in training. */
  int USUAL_SNAPSHOT = 9;

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

  /** Where samples begin, in the space that the network works in. */
  default Start start(ExperimentConfig config) {
    return Start.UNIFORM;
  }

  /** How often the noise of known pixels is drawn when images are completed. */
  default Renewal renewal() {
    return Renewal.EACH_PHASE;
  }

  /** How many images the picture of a network in training shows. */
  default int snapshotImages() {
    return USUAL_SNAPSHOT;
  }

  /** What is shown of the network. */
  Presentation presentation(Experiment experiment, Backend backend);
}
