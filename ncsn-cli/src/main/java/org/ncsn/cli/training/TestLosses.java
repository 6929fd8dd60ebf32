package org.ncsn.cli.training;

import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ncsn.array.HostArray;
import org.ncsn.cli.experiment.Experiment;
import org.ncsn.cli.experiment.RunRecord;
import org.ncsn.cli.output.TensorBoard;
import org.ncsn.data.Dataset;
import org.ncsn.loss.Classification;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.training.LossEvaluation;
import org.ncsn.training.TrainingFeed;
import org.ncsn.training.TrainingFeed.Portion;
import org.ncsn.training.TrainingState;

/**
 * The loss on test images that a training is watched by; of a classifier its accuracy, too, and on
 * wish the loss of each noise level.
 */
final class TestLosses implements AutoCloseable {
  private final String name;
  private final TrainingFeed feed;
  private final LossEvaluation whole;
  private final Optional<LossEvaluation> each;
  private final Optional<LossEvaluation> accuracy;

  TestLosses(Experiment experiment, Backend backend, Dataset images) {
    this.name = experiment.testLossName();
    this.feed = experiment.testFeed(images);
    this.whole = new LossEvaluation(backend, experiment.testObjective());
    this.each =
        experiment.config().training().logAllSigmas()
                && experiment.testObjective() instanceof ScoreMatching losses
            ? Optional.of(LossEvaluation.ofEach(backend, losses))
            : Optional.empty();
    this.accuracy =
        experiment.testObjective() instanceof Classification classes
            ? Optional.of(LossEvaluation.ofAccuracy(backend, classes))
            : Optional.empty();
  }

  /**
   * Evaluates a batch by the weights to sample with, and logs it.
   *
   * @param number of the test
   * @return the mean loss
   */
  double log(TrainingState state, long number, TensorBoard board) {
    Portion portion = feed.at(number);
    try (Scope scope = Scope.open()) {
      double loss = whole.of(state.best(), portion);
      board.scalar(name, loss, state.step());
      accuracy.ifPresent(
          share -> board.scalar(RunRecord.ACCURACY, share.of(state.best(), portion), state.step()));
      each.ifPresent(
          losses ->
              byLevel(losses.each(state.best(), portion), portion.draws().get(0))
                  .forEach(
                      (level, mean) -> board.scalar(name + "_sigma_" + level, mean, state.step())));
      return loss;
    }
  }

  private static Map<Integer, Double> byLevel(HostArray losses, HostArray levels) {
    Map<Integer, DoubleSummaryStatistics> found = new TreeMap<>();
    for (int i = 0; i < losses.shape().intSize(); i++) {
      found
          .computeIfAbsent((int) levels.at(i), level -> new DoubleSummaryStatistics())
          .accept(losses.at(i));
    }
    Map<Integer, Double> means = new TreeMap<>();
    found.forEach((level, statistics) -> means.put(level, statistics.getAverage()));
    return means;
  }

  @Override
  public void close() {
    whole.close();
    each.ifPresent(LossEvaluation::close);
    accuracy.ifPresent(LossEvaluation::close);
  }
}
