package org.ncsn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.loss.Objective;
import org.ncsn.loss.Projection;
import org.ncsn.loss.ScoreMatching;
import org.ncsn.loss.Sliced;
import org.ncsn.loss.Slicing;
import org.ncsn.nn.HostWeights;
import org.ncsn.optim.Adam;
import org.ncsn.optim.MovingAverage;
import org.ncsn.optim.RateSchedule;
import org.ncsn.optim.UpdateRule;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;
import org.ncsn.toy.ToyScore;
import org.ncsn.training.TrainingState.Snapshot;

/** The gradients of parts of a batch, added up, are those of the batch. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class AccumulationTest {
  /** Three projections of each sample, so that draws are no batch long. */
  private static final Objective OBJECTIVE =
      ScoreMatching.training(new ToyScore(8), new Sliced(new Slicing(Projection.GAUSSIAN, 3)));

  private static final UpdateRule RULE =
      new UpdateRule(
          Adam.of(1e-2),
          RateSchedule.CONSTANT.warmedUp(2),
          OptionalDouble.of(0.5),
          new MovingAverage(0.9, true));

  @Parameter Backend backend;

  @Test
  void aBatchOf32Equals4TimesAnEighthOf32() {
    assertClose(trained(TrainingStep.of(backend, recipe(4))), trained(whole()));
  }

  /** Each machine has a thread, and waits for the others. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void hasTheSameBitsOnAnyNumberOfMachines(int machines) {
    Snapshot expected = trained(TrainingStep.of(backend, recipe(8)));
    for (Snapshot end : Machines.each(machines, one -> trained(step(one)))) {
      assertThat(end.weights().values()).isEqualTo(expected.weights().values());
      assertThat(end.slots()).isEqualTo(expected.slots());
      assertThat(end.average()).isEqualTo(expected.average());
    }
  }

  /** Pieces of about so many numbers: parameters begin in one and end in the next. */
  @ParameterizedTest
  @ValueSource(ints = {100, 25})
  void aNetworkInPiecesIsTrainedAsTheWhole(int length) {
    Snapshot end = trained(whole(), weights -> Packing.of(weights, length));
    assertClose(end, trained(whole()));
    assertThat(trained(whole(), weights -> Packing.of(weights, length))).isEqualTo(end);
  }

  @Test
  void closesThePiecesThatItBeganWithAndKeepsTheNext() {
    HostWeights first = HostWeights.initial(OBJECTIVE.network(), NoiseSource.seeded(4));
    TrainingState start =
        TrainingState.upload(
            backend,
            Snapshot.initial(first, Adam.of(1).slots(), true),
            Packing.of(first.values(), 50));
    HostArray batch = NoiseSource.seeded(1).normal(DType.FLOAT32, Shape.of(32, 2));
    try (TrainingStep step = whole()) {
      TrainingState next =
          step.take(start, batch, OBJECTIVE.draw(NoiseSource.seeded(2), batch.type())).state();
      assertThat(start.pieces().stream().flatMap(List::stream)).allMatch(Tensor::isClosed);
      assertThat(next.pieces()).hasSizeGreaterThan(2);
      assertThat(next.pieces().stream().flatMap(List::stream)).noneMatch(Tensor::isClosed);
      next.close();
    }
  }

  private TrainingStep step(Collective one) {
    return TrainingStep.of(backend, recipe(8), one);
  }

  @Test
  void needsEqualParts() {
    try (TrainingStep step = TrainingStep.of(backend, recipe(5))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run(step, Packing::of))
          .withMessage("training step: a batch of 32 does not make 5 equal parts");
    }
  }

  private TrainingStep whole() {
    return TrainingStep.of(backend, recipe(1));
  }

  private static Recipe recipe(int parts) {
    return new Recipe(OBJECTIVE, RULE, parts, false);
  }

  private Snapshot trained(TrainingStep step) {
    return trained(step, Packing::of);
  }

  private Snapshot trained(TrainingStep step, Function<List<HostArray>, Packing> packing) {
    try (step) {
      return run(step, packing);
    }
  }

  /** Three steps in double precision. */
  private Snapshot run(TrainingStep step, Function<List<HostArray>, Packing> packing) {
    NoiseSource noise = NoiseSource.seeded(4);
    HostWeights first = HostWeights.initial(OBJECTIVE.network(), noise).to(DType.FLOAT64);
    TrainingState state =
        TrainingState.upload(
            backend,
            Snapshot.initial(first, Adam.of(1).slots(), true),
            packing.apply(first.values()));
    for (int i = 0; i < 3; i++) {
      HostArray batch = noise.normal(DType.FLOAT64, Shape.of(32, 2));
      state = step.take(state, batch, OBJECTIVE.draw(noise, batch.type())).state();
    }
    Snapshot end = state.download();
    state.close();
    return end;
  }

  private static void assertClose(Snapshot actual, Snapshot expected) {
    for (int i = 0; i < expected.weights().values().size(); i++) {
      assertClose(actual.weights().values().get(i), expected.weights().values().get(i));
      assertClose(actual.average().get(i), expected.average().get(i));
    }
  }

  /** Adam divides by what it has seen, so that a rounding stays one. */
  private static void assertClose(HostArray actual, HostArray expected) {
    for (int i = 0; i < expected.shape().intSize(); i++) {
      assertThat(actual.at(i)).isCloseTo(expected.at(i), within(1e-10));
    }
  }
}
