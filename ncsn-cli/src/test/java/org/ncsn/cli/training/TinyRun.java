package org.ncsn.cli.training;

import java.nio.file.Path;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.OptimConfig.OptimizerName;
import org.ncsn.cli.config.OptimConfig.ScheduleName;
import org.ncsn.cli.config.TestConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.Runners;
import org.ncsn.data.Dataset;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.training.TrainingState.Snapshot;

/**
 * A training of the smallest network on images of 4x4 pixels: a step takes milliseconds.
 *
 * @param config without the number of its steps
 */
record TinyRun(TestConfig config) {
  private static final int NEVER = 1_000_000;
  private static final int SIDE = 4;
  private static final String DOC = "tiny";

  static TinyRun usual() {
    return new TinyRun(
        TestConfig.images("DIGITS", SIDE)
            .with("training.snapshot_freq", NEVER)
            .with("training.n_epochs", NEVER)
            .with("data.random_flip", true)
            .with("model.sigma_end", 0.1)
            .with("model.num_classes", 2)
            .with("model.ngf", 2)
            .with("model.ema_rate", 0.9)
            .with("sampling.n_samples", 4)
            .with("sampling.n_steps_each", 1)
            .with("sampling.frame_every", 1)
            .with("seed", 5));
  }

  /** NCSNv2's network, a moving average, the losses of all levels, and a denoising step. */
  static TinyRun second() {
    return usual()
        .with("model.normalization", "InstanceNorm++")
        .with("model.ema", true)
        .with("sampling.denoise", true)
        .with("training.log_all_sigmas", true);
  }

  TinyRun with(String key, Object value) {
    return new TinyRun(config.with(key, value));
  }

  TinyRun averaged() {
    return with("model.norm", "instance").with("model.ema", true);
  }

  TinyRun optimizedBy(OptimizerName name, boolean amsgrad, double lr) {
    return with("optim.optimizer", name)
        .with("optim.weight_decay", 0.01)
        .with("optim.amsgrad", amsgrad)
        .with("optim.lr", lr);
  }

  /** Everything that depends on the number of a step, and batches in parts of one image. */
  TinyRun scheduled(ScheduleName schedule) {
    return with("model.norm", "batch")
        .with("model.ema", true)
        .with("model.ema_warmup", true)
        .with("optim.warmup", 5)
        .with("optim.schedule", schedule)
        .with("optim.schedule_steps", 10)
        .with("optim.schedule_factor", 0.3)
        .with("optim.grad_clip", 0.5)
        .with("training.accumulate", 3);
  }

  TinyRun sliced() {
    return with("training.algo", "ssm");
  }

  TinyRun savedEvery(int steps) {
    return with("training.snapshot_freq", steps);
  }

  Experiment experiment(int steps) {
    ExperimentConfig whole = config.with("training.n_iters", steps).read();
    return new Experiment(whole, Runners.ofConfig(whole), 5);
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
    return new DataSets(new Noise(20), new Noise(5));
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
