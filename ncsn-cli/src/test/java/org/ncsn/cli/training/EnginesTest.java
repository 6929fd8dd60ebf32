package org.ncsn.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
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
import org.ncsn.loss.Projection;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Weights;
import org.ncsn.sampler.BatchSamplers;
import org.ncsn.sampler.SampleNoise;
import org.ncsn.sampler.Sampler.Observer;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.Precision;
import org.ncsn.spi.Backends;
import org.ncsn.tck.Agreement;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.training.TrainingState.Snapshot;

/** Real digits on the real engines: alone, after an interruption, and one after the other. */
@TestInstance(Lifecycle.PER_CLASS)
class EnginesTest {
  private static final int HALF = 2;
  private static final int WHOLE = 3;
  private static final String DOC = "engines";

  /**
   * Tells samples of the same weights and noise from others, which would have nothing in common.
   * How closely engines agree is measured by CrossBackendTest.
   */
  private static final double ALIKE = 1e-2;

  @TempDir private Path folder;
  private Backend djl;
  private Backend nd4j;

  @BeforeAll
  void open() {
    djl = Backends.open("djl", BackendOptions.defaults());
    nd4j = Backends.open("nd4j", BackendOptions.defaults());
  }

  @AfterAll
  void close() {
    djl.close();
    nd4j.close();
  }

  @Test
  void goOnExactlyOnDjl() {
    goesOnExactly(djl, nd4j);
  }

  @Test
  void goOnExactlyOnNd4j() {
    goesOnExactly(nd4j, djl);
  }

  @Test
  void sampleAlikeFromTheSameCheckpoint() {
    Experiment experiment = experiment();
    HostWeights weights = Training.fresh(experiment).best();

    HostArray onDjl = samples(experiment, djl, weights);
    HostArray onNd4j = samples(experiment, nd4j, weights);

    Agreement.assertClose("samples", onNd4j, onDjl, ALIKE);
  }

  /** On one engine bit by bit; on the other one in the same direction. */
  private void goesOnExactly(Backend backend, Backend other) {
    Path whole = folder.resolve(backend.name() + "-whole");
    Path resumed = folder.resolve(backend.name() + "-resumed");
    Path moved = folder.resolve(backend.name() + "-moved");
    Snapshot uninterrupted = train(whole, backend, Training.fresh(experiment()));
    Snapshot half = read(Checkpoints.numbered(logs(whole), HALF));

    Snapshots.assertEqual(train(resumed, backend, half), uninterrupted);
    Snapshots.assertEqual(read(Checkpoints.latest(logs(resumed))), uninterrupted);
    // Adam moves a weight whose gradient is next to nothing in a direction that rounding turns.
    assertThat(Snapshots.distance(train(moved, other, half), uninterrupted))
        .isLessThan(Snapshots.distance(half, uninterrupted) / 2);
  }

  /** The same twice. */
  private static HostArray samples(Experiment experiment, Backend backend, HostWeights weights) {
    try (Scope scope = Scope.open();
        BatchSamplers samplers = experiment.samplers(backend, OptionalInt.empty(), 2)) {
      Weights onEngine = weights.on(backend);
      SampleNoise noise = experiment.sampleNoise();
      HostArray samples = samplers.of(2).draw(onEngine, noise, 0, Observer.NONE);
      assertThat(samplers.of(2).draw(onEngine, noise, 0, Observer.NONE)).isEqualTo(samples);
      return samples;
    }
  }

  private static Snapshot train(Path run, Backend backend, Snapshot start) {
    Experiment experiment = experiment();
    Console console = Console.standard();
    DataSets data = DataSets.open(experiment.config().data(), run, console);
    try (RunFolder folder = RunFolder.create(run, DOC, true);
        Training training = new Training(experiment, backend, data, folder, console)) {
      return training.run(start);
    }
  }

  private static Snapshot read(Path checkpoint) {
    return Checkpoint.read(checkpoint, experiment().network()).snapshot();
  }

  private static Path logs(Path run) {
    return run.resolve("logs").resolve(DOC);
  }

  private static Experiment experiment() {
    ExperimentConfig config =
        new ExperimentConfig(
            new TrainingConfig(
                2, 1, WHOLE, HALF, Algorithm.DSM, 2, 1, 1, false, Projection.GAUSSIAN, 0.3),
            new DataConfig(
                DatasetName.DIGITS, 28, 1, false, false, Optional.empty(), 10, Optional.empty()),
            new ModelConfig(
                Auto.of(1.0),
                0.01,
                Auto.of(3),
                4,
                32,
                32,
                Norm.INSTANCE_PLUS,
                true,
                0.9,
                false,
                false,
                0.5,
                Optional.empty()),
            new OptimConfig(
                0,
                OptimizerName.ADAM,
                1e-3,
                0.9,
                true,
                0,
                ScheduleName.CONSTANT,
                Optional.empty(),
                Optional.empty(),
                0),
            new SamplingConfig(Optional.of(2), Optional.of(1), Auto.of(2e-5), 1),
            Optional.empty(),
            Precision.FLOAT32,
            Optional.of(9L),
            Optional.empty());
    return new Experiment(config, new AnnealRunner(), 9);
  }
}
