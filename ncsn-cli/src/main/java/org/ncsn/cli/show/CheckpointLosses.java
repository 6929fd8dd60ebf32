package org.ncsn.cli.show;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.ncsn.cli.experiment.DataSets;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.TestRun;
import org.ncsn.cli.output.Progress;
import org.ncsn.cli.training.TrainedNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.tensor.Scope;
import org.ncsn.training.LossEvaluation;
import org.ncsn.training.TrainingFeed;

/**
 * The mean loss of checkpoints of a run over its test set, by the moving average where there is
 * one: {@code --test} of the second paper's program. All see the same noise, so that they can be
 * compared.
 *
 * @param steps of the checkpoints; empty for the latest
 * @param batch images that are looked at at once; by default those of a training step
 */
public record CheckpointLosses(List<OptionalLong> steps, OptionalInt batch) implements TestMode {
  public CheckpointLosses {
    steps = List.copyOf(steps);
  }

  @Override
  public void check(Experiment experiment) {
    TestMode.requireImages(experiment, "--test");
  }

  @Override
  public void show(TestRun run) {
    Experiment experiment = run.experiment();
    try (DataSets data = experiment.data(run.datasets(), run.console());
        LossEvaluation evaluation = new LossEvaluation(run.backend(), experiment.testObjective())) {
      TrainingFeed feed = experiment.testFeed(data.test(), batch);
      long batches = feed.perEpoch();
      try (Progress progress = Progress.of("testing", batches * steps.size(), 0, run.console())) {
        for (int i = 0; i < steps.size(); i++) {
          TrainedNetwork network =
              TrainedNetwork.read(run.output().logs(), steps.get(i), experiment, List.of());
          double mean = mean(run, network, feed, new Place(batches, evaluation, progress, i));
          run.console()
              .line(
                  String.format(
                      Locale.ROOT,
                      "step %d: %s %.4f",
                      network.checkpoint().snapshot().step(),
                      experiment.testLossName(),
                      mean));
        }
      }
    }
  }

  /**
   * Where a checkpoint's evaluation stands among all.
   *
   * @param number of the checkpoint, from 0
   */
  private record Place(long batches, LossEvaluation evaluation, Progress progress, int number) {}

  private static double mean(TestRun run, TrainedNetwork network, TrainingFeed feed, Place place) {
    double sum = 0;
    try (Scope scope = Scope.open()) {
      Weights weights = network.weights().on(run.backend());
      for (long batch = 0; batch < place.batches(); batch++) {
        sum += place.evaluation().of(weights, feed.at(batch));
        place.progress().step(place.number() * place.batches() + batch + 1, "");
      }
    }
    return sum / place.batches();
  }
}
