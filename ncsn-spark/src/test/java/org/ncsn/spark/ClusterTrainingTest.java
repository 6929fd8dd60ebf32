package org.ncsn.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.output.Console;
import org.ncsn.cli.training.Training;
import org.ncsn.error.UserError;
import org.ncsn.tensor.Backend;
import org.ncsn.training.Trainer;
import org.ncsn.training.TrainingLoop;
import org.ncsn.training.TrainingState;
import org.ncsn.training.TrainingState.Snapshot;

/** A training has the same bits on any number of machines, whatever happens to them. */
class ClusterTrainingTest {
  private static final int STEPS = 6;

  @TempDir private Path datasets;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void takesTheStepsOfOneMachine(String name) throws IOException {
    Experiment experiment = experiment(name, 4);
    Backend backend = ExecutorEngine.of(experiment, 1);
    Seen here = new Seen();
    Snapshot expected = trainedHere(experiment, backend, STEPS, here);

    Seen seen = new Seen();
    Snapshot end = run(loop(experiment, backend, 2, 0), experiment, backend, STEPS, seen);

    assertThat(end.weights()).isEqualTo(expected.weights());
    assertThat(end.slots()).isEqualTo(expected.slots());
    assertThat(seen.losses).isEqualTo(here.losses);
    assertThat(seen.states).as("steps whose state was seen").contains(3L, 6L);
  }

  @Test
  void isTheSameWhenAnExecutorIsKilled() throws IOException {
    int steps = 24;
    Experiment experiment = classifier(2);
    Backend backend = ExecutorEngine.of(experiment, 1);
    Snapshot expected = trainedHere(experiment, backend, steps, new Seen());

    List<CompletableFuture<Void>> killed = new ArrayList<>();
    Trainer.Observer killer =
        new Trainer.Observer() {
          @Override
          public boolean wants(long step) {
            return false;
          }

          @Override
          public boolean stepped(TrainingState state, double loss) {
            if (killed.isEmpty()) { // after the first stage: in the middle of the second one
              killed.add(
                  CompletableFuture.runAsync(
                      LocalCluster::killOne,
                      CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS)));
            }
            return true;
          }
        };
    Snapshot end = run(loop(experiment, backend, 2, 0), experiment, backend, steps, killer);

    assertThat(killed.get(0)).isCompleted();
    assertThat(end.weights()).isEqualTo(expected.weights());
    assertThat(end.slots()).isEqualTo(expected.slots());
  }

  @Test
  void takesLocalStepsAndAverages() throws IOException {
    Experiment experiment = classifier(1);
    Backend backend = ExecutorEngine.of(experiment, 1);
    Snapshot expected = trainedHere(experiment, backend, STEPS, new Seen());

    Snapshot alone = run(loop(experiment, backend, 1, 3), experiment, backend, STEPS, new Seen());
    Snapshot both = run(loop(experiment, backend, 2, 3), experiment, backend, STEPS, new Seen());

    assertThat(alone.weights()).as("the mean of one").isEqualTo(expected.weights());
    assertThat(both.weights()).isNotEqualTo(expected.weights());
    assertThat(both.weights().areFinite()).isTrue();
    assertThat(both.step()).isEqualTo(STEPS);
  }

  @Test
  void refusesWhatItCannotDivide() {
    assertThatThrownBy(() -> trainers(2, 3, 0).configured(experiment("djl", 1).config()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "--shards (or training.accumulate): 3 parts of a batch do not give each of 2 workers"
                + " 1, 2, 4, 8 or more by doubling; choose 2");
    assertThatThrownBy(() -> trainers(2, 0, 4).configured(experiment("djl", 1).config()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--average_every: 4 must divide training.snapshot_freq (3)");
    assertThat(trainers(4, 0, 0).configured(experiment("djl", 1).config()).training().accumulate())
        .isEqualTo(4);
  }

  private static ClusterTrainers trainers(int machines, int shards, int averageEvery) {
    return new ClusterTrainers(
        () -> {
          throw new AssertionError("no cluster is needed");
        },
        machines,
        1,
        shards,
        averageEvery);
  }

  private static Experiment experiment(String backend, int parts) {
    return TinyExperiment.of(backend, training(parts), "n_samples: 1");
  }

  private static Experiment classifier(int parts) {
    return TinyExperiment.classifier(training(parts));
  }

  private static String training(int parts) {
    return String.format(
        Locale.ROOT, "batch_size: 8, n_iters: 6, snapshot_freq: 3, accumulate: %d", parts);
  }

  private Snapshot trainedHere(
      Experiment experiment, Backend backend, int steps, Trainer.Observer observer) {
    try (DataSets data = experiment.data(datasets, Console.standard());
        TrainingLoop loop = Training.here(experiment, backend, data)) {
      return run(loop, experiment, backend, steps, observer);
    }
  }

  /** Not closed: the cluster is for all tests. */
  private ClusterLoop loop(Experiment experiment, Backend backend, int machines, int averageEvery)
      throws IOException {
    return new ClusterLoop(
        LocalCluster.get(),
        experiment,
        backend,
        Shipment.of(experiment, backend.name(), 1),
        new TrainingPlan(machines, datasets.toString(), averageEvery, 7));
  }

  private static Snapshot run(
      TrainingLoop loop,
      Experiment experiment,
      Backend backend,
      int steps,
      Trainer.Observer observer) {
    TrainingState start = TrainingState.upload(backend, Training.fresh(experiment));
    try (TrainingState end = loop.run(start, steps, observer)) {
      return end.download();
    }
  }

  /** Wants every third state. */
  private static final class Seen implements Trainer.Observer {
    private final List<Double> losses = new ArrayList<>();
    private final List<Long> states = new ArrayList<>();

    @Override
    public boolean wants(long step) {
      return step % 3 == 0;
    }

    @Override
    public void passed(long step, double loss) {
      assertThat(step).isEqualTo(losses.size() + 1);
      losses.add(loss);
    }

    @Override
    public boolean stepped(TrainingState state, double loss) {
      passed(state.step(), loss);
      states.add(state.step());
      return true;
    }
  }
}
