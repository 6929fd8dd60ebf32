package org.ncsn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.loss.ConditionalScore;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.loss.ScoreMatchingLoss;
import org.ncsn.nn.Condition;
import org.ncsn.nn.Conditioning;
import org.ncsn.nn.HostWeights;
import org.ncsn.nn.Initializer;
import org.ncsn.nn.Parameter;
import org.ncsn.nn.Parameters;
import org.ncsn.nn.Pass;
import org.ncsn.nn.ScoreNetwork;
import org.ncsn.nn.Weights;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.Sgd;
import org.ncsn.optim.UpdateRule;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;
import org.ncsn.training.TrainingFeed.Portion;
import org.ncsn.training.TrainingState.Snapshot;
import org.ncsn.training.TrainingStep.Outcome;

/** A network of one number w, s(x) = w x, whose loss (w - 1)^2 / 2 falls by known steps. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class TrainingStepTest {
  private static final double START = 3;
  private static final HostArray BATCH = HostArray.of(Shape.of(2, 1, 1, 1), 1.0, 1.0);

  @org.junit.jupiter.params.Parameter Backend backend;

  @Test
  void tellsTheLossBeforeTheUpdateAndMovesTheWeight() {
    try (TrainingStep step = step(0)) {
      Outcome first = step.take(upload(false), BATCH, List.of());
      assertThat(first.loss()).isCloseTo(2, within(1e-12));
      assertThat(first.state().step()).isEqualTo(1);
      assertThat(weight(first.state())).isCloseTo(START - 0.1 * 2, within(1e-12));
      Outcome second = step.take(first.state(), BATCH, List.of());
      assertThat(second.loss()).isCloseTo(1.8 * 1.8 / 2, within(1e-12));
      // With momentum 0.5: the second velocity is 1.8 + 0.5 * 2.
      assertThat(weight(second.state())).isCloseTo(2.8 - 0.1 * 2.8, within(1e-12));
      second.state().close();
    }
  }

  @Test
  void averagesTheWeightsAsTheyMove() {
    double rate = 0.75;
    try (TrainingStep step = step(rate)) {
      TrainingState state = upload(true);
      assertThat(best(state)).isEqualTo(START);
      double average = START;
      for (int i = 0; i < 4; i++) {
        state = step.take(state, BATCH, List.of()).state();
        average = rate * average + (1 - rate) * weight(state);
        assertThat(state.average().get(0).toHost().at(0)).isCloseTo(average, within(1e-12));
      }
      assertThat(best(state)).isEqualTo(state.average().get(0).toHost().at(0));
      assertThat(state.download().best())
          .extracting(HostWeights::values)
          .isEqualTo(state.download().average());
      state.close();
    }
  }

  @Test
  void withoutAnAverageTheWeightsAreBest() {
    TrainingState state = upload(false);
    assertThat(state.isAveraged()).isFalse();
    assertThat(best(state)).isEqualTo(weight(state));
    assertThat(state.download().best()).isEqualTo(state.download().weights());
    state.close();
  }

  @Test
  void closesTheStateThatItBeganWithAndKeepsTheNext() {
    try (TrainingStep step = step(0.5)) {
      TrainingState start = upload(true);
      TrainingState next = step.take(start, BATCH, List.of()).state();
      assertThat(start.pieces().get(0)).allMatch(Tensor::isClosed);
      assertThat(next.pieces().get(0)).hasSize(3).noneMatch(Tensor::isClosed);
      next.close();
      assertThat(next.pieces().get(0)).allMatch(Tensor::isClosed);
    }
  }

  @Test
  void downloadedAndUploadedItIsTheSameState() {
    try (TrainingStep step = step(0.5)) {
      TrainingState state = step.take(upload(true), BATCH, List.of()).state();
      Snapshot snapshot = state.download();
      TrainingState copy = TrainingState.upload(backend, snapshot);
      assertThat(copy.download()).isEqualTo(snapshot);
      TrainingState onward = step.take(state, BATCH, List.of()).state();
      TrainingState resumed = step.take(copy, BATCH, List.of()).state();
      assertThat(resumed.download()).isEqualTo(onward.download());
      onward.close();
      resumed.close();
    }
  }

  @Test
  void theLossIsEvaluatedWithoutTakingAStep() {
    try (LossEvaluation evaluation =
            new LossEvaluation(backend, ScoreMatching.evaluation(new OneNumber(), new Distance()));
        TrainingState state = upload(false);
        Scope scope = Scope.open()) {
      assertThat(evaluation.of(state.weights(), new Portion(BATCH, List.of())))
          .isCloseTo(2, within(1e-12));
      assertThat(weight(state)).isEqualTo(START);
    }
  }

  private TrainingStep step(double averageRate) {
    return TrainingStep.of(
        backend,
        Recipe.of(
            ScoreMatching.training(new OneNumber(), new Distance()),
            UpdateRule.of(new Sgd(0.1, 0.5, 0), MovingAverage.of(averageRate))));
  }

  private TrainingState upload(boolean averaged) {
    HostWeights weights = new HostWeights(List.of(HostArray.of(Shape.of(1), START)), List.of());
    List<String> slots = new Sgd(0.1, 0.5, 0).slots();
    return TrainingState.upload(backend, Snapshot.initial(weights, slots, averaged));
  }

  private static double weight(TrainingState state) {
    return first(state::weights);
  }

  private static double best(TrainingState state) {
    return first(state::best);
  }

  private static double first(Supplier<Weights> unpacked) {
    try (Scope scope = Scope.open()) {
      return unpacked.get().values().get(0).toHost().scalar();
    }
  }

  private static final class OneNumber implements ScoreNetwork {
    private final Parameters parameters = Parameters.empty();
    private final Parameter weight =
        parameters.declare(
            "w", Shape.of(1), Parameter.Layout.SAME, Initializer.constant((float) START));

    @Override
    public List<Parameter> parameters() {
      return parameters.list();
    }

    @Override
    public Conditioning conditioning() {
      return Conditioning.NONE;
    }

    @Override
    public Tensor score(Pass pass, Tensor x) {
      return x.multiply(pass.of(weight));
    }
  }

  /** Half the squared distance of the score from the batch. */
  private static final class Distance implements ScoreMatchingLoss {
    @Override
    public List<HostArray> draw(NoiseSource noise, TensorType batch) {
      return List.of();
    }

    @Override
    public boolean tellsNoise() {
      return false;
    }

    @Override
    public Tensor loss(ConditionalScore score, Tensor x, List<Tensor> draws) {
      return score.at(x, Condition.NONE).subtract(x).square().mean().multiply(0.5);
    }
  }
}
