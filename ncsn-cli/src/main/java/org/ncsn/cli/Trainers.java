package org.ncsn.cli;

import java.nio.file.Path;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.training.Training;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingLoop;

/** Where the steps of a training are taken: here, or on other machines. */
public interface Trainers {
  /** On this machine. */
  Trainers HERE = (experiment, backend, data, datasets) -> Training.here(experiment, backend, data);

  /**
   * The loop of a training.
   *
   * @param backend the engine of this process
   * @param data the images, as this process has them
   * @param datasets the folder of data sets, for others that read them
   */
  TrainingLoop loop(Experiment experiment, Backend backend, DataSets data, Path datasets);

  /**
   * A configuration with what the machines ask for.
   *
   * @throws org.ncsn.error.UserError if it cannot be trained by them
   */
  default ExperimentConfig configured(ExperimentConfig config) {
    return config;
  }
}
