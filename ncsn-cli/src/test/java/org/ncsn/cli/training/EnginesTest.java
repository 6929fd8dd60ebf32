package org.ncsn.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.ncsn.array.HostArray;
import org.ncsn.checkpoint.Checkpoint;
import org.ncsn.cli.config.ExperimentConfig;
import org.ncsn.cli.config.TestConfig;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.output.RunFolder;
import org.ncsn.cli.runner.AnnealRunner;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Weights;
import org.ncsn.sampler.BatchSamplers;
import org.ncsn.sampler.SampleNoise;
import org.ncsn.sampler.Sampler.Observer;
import org.ncsn.spi.BackendOptions;
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
        BatchSamplers samplers =
            experiment.samplers(backend, OptionalInt.empty(), 2, experiment.generation().start())) {
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
        TestConfig.images("DIGITS", 28)
            .with("training.batch_size", 2)
            .with("training.n_epochs", 1)
            .with("training.n_iters", WHOLE)
            .with("training.snapshot_freq", HALF)
            .with("model.num_classes", 3)
            .with("model.ngf", 4)
            .with("model.ema", true)
            .with("model.ema_rate", 0.9)
            .with("optim.lr", 1e-3)
            .with("optim.amsgrad", true)
            .with("sampling.n_samples", 2)
            .with("sampling.n_steps_each", 1)
            .with("sampling.frame_every", 1)
            .read();
    return new Experiment(config, new AnnealRunner(), 9);
  }
}
