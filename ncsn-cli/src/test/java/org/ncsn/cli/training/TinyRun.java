package org.ncsn.cli.training;

import java.nio.file.Path;
import java.util.Optional;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.cli.config.Auto;
import org.ncsn.cli.config.DataConfig;
import org.ncsn.cli.config.DataConfig.DatasetName;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.ModelConfig;
import org.ncsn.cli.config.ModelConfig.Norm;
import org.ncsn.cli.config.OptimConfig;
import org.ncsn.cli.config.OptimConfig.OptimizerName;
import org.ncsn.cli.config.OptimConfig.ScheduleName;
import org.ncsn.cli.config.SamplingConfig;
import org.ncsn.cli.config.TrainingConfig;
import org.ncsn.cli.config.TrainingConfig.Algorithm;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.AnnealRunner;
import org.ncsn.data.Dataset;
import org.ncsn.loss.Projection;
import org.ncsn.random.NoiseSource;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * A training of the smallest network on images of 4x4 pixels: a step takes milliseconds.
 *
 * @param model the section of the config
 * @param optim the section of the config
 * @param algo the loss
 * @param accumulate parts of a batch
 * @param snapshotFreq steps from one checkpoint to the next
 */
record TinyRun(
    ModelConfig model, OptimConfig optim, Algorithm algo, int accumulate, int snapshotFreq) {
  private static final int NEVER = 1_000_000;
  private static final int SIDE = 4;
  private static final String DOC = "tiny";

  static TinyRun usual() {
    return new TinyRun(
        new ModelConfig(
            Auto.of(1.0),
            0.1,
            Auto.of(2),
            2,
            32,
            32,
            Norm.INSTANCE_PLUS,
            false,
            0.9,
            false,
            false,
            0.5,
            Optional.empty()),
        new OptimConfig(
            0,
            OptimizerName.ADAM,
            0.01,
            0.9,
            false,
            0,
            ScheduleName.CONSTANT,
            Optional.empty(),
            Optional.empty(),
            0),
        Algorithm.DSM,
        1,
        NEVER);
  }

  TinyRun averaged() {
    return new TinyRun(
        new ModelConfig(
            Auto.of(1.0),
            0.1,
            Auto.of(2),
            2,
            32,
            32,
            Norm.INSTANCE,
            true,
            0.9,
            false,
            false,
            0.5,
            Optional.empty()),
        optim,
        algo,
        accumulate,
        snapshotFreq);
  }

  TinyRun optimizedBy(OptimizerName name, boolean amsgrad, double lr) {
    return new TinyRun(
        model,
        new OptimConfig(
            0.01,
            name,
            lr,
            0.9,
            amsgrad,
            0,
            ScheduleName.CONSTANT,
            Optional.empty(),
            Optional.empty(),
            0),
        algo,
        accumulate,
        snapshotFreq);
  }

  /** Everything that depends on the number of a step, and batches in parts of one image. */
  TinyRun scheduled(ScheduleName schedule) {
    return new TinyRun(
        new ModelConfig(
            Auto.of(1.0),
            0.1,
            Auto.of(2),
            2,
            32,
            32,
            Norm.BATCH,
            true,
            0.9,
            true,
            false,
            0.5,
            Optional.empty()),
        new OptimConfig(
            0,
            OptimizerName.ADAM,
            0.01,
            0.9,
            false,
            9,
            schedule,
            Optional.of(20),
            Optional.of(0.3),
            0.5),
        algo,
        3,
        snapshotFreq);
  }

  TinyRun sliced() {
    return new TinyRun(model, optim, Algorithm.SSM, accumulate, snapshotFreq);
  }

  TinyRun savedEvery(int steps) {
    return new TinyRun(model, optim, algo, accumulate, steps);
  }

  Experiment experiment(int steps) {
    ExperimentConfig config =
        new ExperimentConfig(
            new TrainingConfig(
                3,
                NEVER,
                steps,
                snapshotFreq,
                algo,
                2,
                1,
                accumulate,
                false,
                Projection.GAUSSIAN,
                0.3),
            new DataConfig(
                DatasetName.DIGITS, SIDE, 1, false, true, Optional.empty(), 10, Optional.empty()),
            model,
            optim,
            new SamplingConfig(Optional.of(4), Optional.of(1), Auto.of(2e-5), 1),
            Optional.empty(),
            Precision.FLOAT32,
            Optional.of(5L),
            Optional.empty());
    return new Experiment(config, new AnnealRunner(), 5);
  }

  /** Starts anew and trains so many steps. */
  Snapshot train(Path run, Backend backend, int steps) {
    return train(run, backend, steps, images());
  }

  /** Starts anew on other images, which may fail. */
  Snapshot train(Path run, Backend backend, int steps, DataSets data) {
    Experiment experiment = experiment(steps);
    try (RunFolder folder = RunFolder.create(run, DOC, true)) {
      return train(folder, backend, experiment, Training.fresh(experiment), data);
    }
  }

  /** Goes on from the last checkpoint until so many steps are done in all. */
  Snapshot resume(Path run, Backend backend, int steps) {
    Experiment experiment = experiment(steps);
    try (RunFolder folder = RunFolder.resume(run, DOC)) {
      return train(folder, backend, experiment, saved(run), images());
    }
  }

  /** What the last checkpoint holds. */
  Snapshot saved(Path run) {
    Path file = Checkpoints.existing(logs(run));
    return Checkpoint.read(file, experiment(1).network()).snapshot();
  }

  static Path logs(Path run) {
    return run.resolve("logs").resolve(DOC);
  }

  static Path tensorboard(Path run) {
    return run.resolve("tensorboard").resolve(DOC);
  }

  /** What it trains on. */
  static DataSets images() {
    return new DataSets(new Noise(50), new Noise(5));
  }

  private static Snapshot train(
      RunFolder folder, Backend backend, Experiment experiment, Snapshot start, DataSets data) {
    try (Training training = new Training(experiment, backend, data, folder, Console.standard())) {
      return training.run(start);
    }
  }

  /** Images of nothing, the same every time. */
  private record Noise(int size) implements Dataset {
    @Override
    public Shape sampleShape() {
      return Shape.of(SIDE, SIDE, 1);
    }

    @Override
    public HostArray batch(int... indices) {
      float[] pixels = new float[indices.length * SIDE * SIDE];
      for (int i = 0; i < indices.length; i++) {
        HostArray image =
            NoiseSource.seeded(indices[i]).uniform(DType.FLOAT32, Shape.of(SIDE * SIDE));
        System.arraycopy(image.floats(), 0, pixels, i * SIDE * SIDE, SIDE * SIDE);
      }
      return HostArray.of(Shape.of(indices.length, SIDE, SIDE, 1), pixels);
    }
  }
}
