package org.ncsn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.data.Dataset;
import org.ncsn.data.PixelRange;
import org.ncsn.data.Preparation;
import org.ncsn.error.UserError;
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
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.Sgd;
import org.ncsn.optim.UpdateRule;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;
import org.ncsn.training.TrainingState.Snapshot;

/** The loop around a network of one number, s(x) = w x, that learns from noisy ones. */
class TrainerTest {
  private static final Sgd SGD = new Sgd(0.1, 0.5, 0);

  private final Backend backend = TestBackends.reference();

  @Test
  void showsEveryStepOnce() {
    List<Long> steps = new ArrayList<>();
    try (TrainingStep step = step();
        TrainingState end =
            trainer(step, Integer.MAX_VALUE)
                .run(
                    start(),
                    5,
                    (state, loss) -> {
                      assertThat(loss).isPositive();
                      return steps.add(state.step());
                    })) {
      assertThat(steps).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(end.step()).isEqualTo(5);
    }
  }

  @Test
  void stopsWhenTheObserverSaysSoAndKeepsThatState() {
    try (TrainingStep step = step();
        TrainingState end =
            trainer(step, Integer.MAX_VALUE).run(start(), 100, (state, loss) -> state.step() < 3)) {
      assertThat(end.step()).isEqualTo(3);
      assertThat(end.pieces().get(0)).noneMatch(Tensor::isClosed);
    }
  }

  @Test
  void takesNoStepWhenAllAreTaken() {
    try (TrainingStep step = step();
        TrainingState start = start();
        TrainingState end =
            trainer(step, Integer.MAX_VALUE)
                .run(
                    start,
                    0,
                    (state, loss) -> {
                      throw new AssertionError("a step was taken");
                    })) {
      assertThat(end).isSameAs(start);
    }
  }

  @Test
  void endsInTheSameStateInOneGoOrInTwo() {
    try (TrainingStep step = step()) {
      Trainer trainer = trainer(step, Integer.MAX_VALUE);
      Snapshot whole = run(trainer, start(), 9);
      Snapshot half = run(trainer, start(), 4);

      assertThat(run(trainer, TrainingState.upload(backend, half), 9)).isEqualTo(whole);
    }
  }

  @Test
  void passesOnWhatWentWrongWhileABatchWasPrepared() {
    try (TrainingStep step = step()) {
      assertThatThrownBy(() -> run(trainer(step, 3), start(), 9))
          .isInstanceOf(UserError.class)
          .hasMessage("the disk with the images is gone");
    }
  }

  @Test
  void handsOverTheLastStateWhenABatchIsMissing() {
    Rescue rescue = new Rescue(Long.MAX_VALUE);
    try (TrainingStep step = step()) {
      assertThatThrownBy(() -> trainer(step, 3).run(start(), 9, rescue))
          .hasMessage("the disk with the images is gone");
    }
    assertThat(rescue.rescued).containsExactly(3L);
  }

  @Test
  void handsOverTheLastStateWhenMemoryRunsOut() {
    Rescue rescue = new Rescue(Long.MAX_VALUE);
    try (TrainingStep step = step()) {
      TrainingFeed feed =
          feed(
              new Grey(
                  2,
                  () -> {
                    throw new OutOfMemoryError("too many images");
                  }));
      assertThatThrownBy(() -> new Trainer(step, feed).run(start(), 9, rescue))
          .isInstanceOf(OutOfMemoryError.class);
    }
    assertThat(rescue.rescued).containsExactly(2L);
  }

  @Test
  void handsOverTheLastStateWhenTheObserverFails() {
    Rescue rescue = new Rescue(4);
    try (TrainingStep step = step()) {
      assertThatThrownBy(() -> trainer(step, Integer.MAX_VALUE).run(start(), 9, rescue))
          .isInstanceOf(IllegalStateException.class)
          .hasSuppressedException(new UserError("nor can this state be saved"));
    }
    assertThat(rescue.rescued).containsExactly(4L);
  }

  /** Fails at a step, and notes which states it is to save. */
  private static final class Rescue implements Trainer.Observer {
    private final List<Long> rescued = new ArrayList<>();
    private final long failing;

    Rescue(long failing) {
      this.failing = failing;
    }

    @Override
    public boolean stepped(TrainingState state, double loss) {
      if (state.step() == failing) {
        throw new IllegalStateException("the observer fails");
      }
      return true;
    }

    @Override
    public void failed(TrainingState state) {
      rescued.add(state.download().step());
      if (state.step() == failing) {
        throw new UserError("nor can this state be saved");
      }
    }
  }

  @Test
  void passesOnWhatTheObserverThrows() {
    try (TrainingStep step = step()) {
      assertThatThrownBy(
              () ->
                  trainer(step, Integer.MAX_VALUE)
                      .run(
                          start(),
                          9,
                          (state, loss) -> {
                            throw new UserError("the disk is full");
                          }))
          .isInstanceOf(UserError.class)
          .hasMessage("the disk is full");
    }
  }

  private static Snapshot run(Trainer trainer, TrainingState start, int steps) {
    try (TrainingState end = trainer.run(start, steps, (state, loss) -> true)) {
      return end.download();
    }
  }

  private TrainingStep step() {
    return TrainingStep.of(
        backend,
        Recipe.of(
            ScoreMatching.training(new OneNumber(), new Distance()),
            UpdateRule.of(SGD, MovingAverage.of(0.9))));
  }

  private TrainingState start() {
    HostWeights weights = new HostWeights(List.of(HostArray.of(Shape.of(1), 3f)), List.of());
    return TrainingState.upload(backend, Snapshot.initial(weights, SGD.slots(), true));
  }

  /**
   * @param batches how many can be prepared until the images are gone
   */
  private static Trainer trainer(TrainingStep step, int batches) {
    Grey images =
        new Grey(
            batches,
            () -> {
              throw new UserError("the disk with the images is gone");
            });
    return new Trainer(step, feed(images));
  }

  private static TrainingFeed feed(Dataset images) {
    return new TrainingFeed(
        images,
        2,
        new Preparation(false, PixelRange.UNIT),
        ScoreMatching.training(new OneNumber(), new Distance()),
        NoiseSource.seeded(1));
  }

  private static final class Grey implements Dataset {
    private final Runnable gone;
    private int left;

    Grey(int left, Runnable gone) {
      this.left = left;
      this.gone = gone;
    }

    @Override
    public int size() {
      return 5;
    }

    @Override
    public Shape sampleShape() {
      return Shape.of(1, 1, 1);
    }

    @Override
    public HostArray batch(int... indices) {
      if (left-- == 0) {
        gone.run();
      }
      return HostArray.of(Shape.of(2, 1, 1, 1), indices[0] / 10f, indices[1] / 10f);
    }
  }

  private static final class OneNumber implements ScoreNetwork {
    private final Parameters parameters = Parameters.empty();
    private final Parameter weight =
        parameters.declare("w", Shape.of(1), Parameter.Layout.SAME, Initializer.uniform());

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

  /** Mean of (w x - noise)^2. */
  private static final class Distance implements ScoreMatchingLoss {
    @Override
    public List<HostArray> draw(NoiseSource noise, TensorType batch) {
      return List.of(noise.normal(DType.FLOAT32, batch.shape()));
    }

    @Override
    public boolean tellsNoise() {
      return false;
    }

    @Override
    public Tensor loss(ConditionalScore score, Tensor x, List<Tensor> draws) {
      return score.at(x, Condition.NONE).subtract(draws.get(0)).square().mean();
    }
  }
}
