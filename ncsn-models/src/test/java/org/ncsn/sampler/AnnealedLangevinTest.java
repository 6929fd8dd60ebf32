package org.ncsn.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.random.NoiseSource;
import org.ncsn.score.ScoreModel;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** On normal data, whose score is known, every pixel of every image is a chain of its own. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class AnnealedLangevinTest {
  private static final NoiseLevels LEVELS = NoiseLevels.geometric(1, 0.1, 5);
  private static final LangevinSchedule SCHEDULE = new LangevinSchedule(LEVELS, 20, 2e-3);
  private static final GaussianScore SCORE = new GaussianScore(LEVELS, 0.3, 0.2);
  private static final Weights NONE = new Weights(List.of());
  private static final Shape IMAGES = Shape.of(4, 32, 32, 1);

  @Parameter Backend backend;

  @Test
  void samplesHaveTheMeanAndDeviationThatTheChainMustReach() {
    NoiseSource noise = NoiseSource.seeded(1);
    HostArray start = noise.uniform(DType.FLOAT32, IMAGES);
    double[] samples = run(start, noise, (step, level, state) -> true).to(DType.FLOAT64).doubles();

    // The chain is linear, so its mean and variance follow from step to step exactly.
    double mean = 0.5;
    double variance = 1.0 / 12;
    for (int step = 0; step < SCHEDULE.steps(); step++) {
      int level = SCHEDULE.level(step);
      double size = SCHEDULE.stepSize(level);
      double pull = size / SCORE.variance(level);
      mean += pull * (SCORE.mean() - mean);
      variance = (1 - pull) * (1 - pull) * variance + 2 * size;
    }
    assertThat(mean).as("the chain forgets where it began").isCloseTo(0.3, within(1e-3));
    double error = 4 * Math.sqrt(variance / samples.length);
    assertThat(mean(samples)).isCloseTo(mean, within(error));
    assertThat(Math.sqrt(mean(squaredDistances(samples))))
        .isCloseTo(Math.sqrt(variance), within(error));
  }

  @Test
  void stepsThatCannotBeCountedAreRefused() {
    assertThat(new LangevinSchedule(LEVELS, Integer.MAX_VALUE / 5, 1).steps()).isPositive();
    assertThatThrownBy(() -> new LangevinSchedule(LEVELS, Integer.MAX_VALUE / 5 + 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 429496730 and 1.0 for 5 levels");
  }

  @Test
  void showsTheStateAfterEveryStep() {
    List<Integer> steps = new ArrayList<>();
    List<Integer> levels = new ArrayList<>();
    List<Tensor> states = new ArrayList<>();
    HostArray[] last = new HostArray[1];
    HostArray end =
        run(
            start(),
            NoiseSource.seeded(2),
            (step, level, state) -> {
              steps.add(step);
              levels.add(level);
              states.add(state);
              last[0] = state.toHost();
              return true;
            });
    assertThat(steps).containsExactlyElementsOf(IntStream.rangeClosed(1, 100).boxed().toList());
    assertThat(levels)
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> i / 20).toList());
    assertThat(end).isEqualTo(last[0]);
    assertThat(states).as("closed once they are passed").allMatch(Tensor::isClosed);
  }

  @Test
  void stopsWhenTheObserverSaysSo() {
    List<HostArray> seen = new ArrayList<>();
    HostArray end =
        run(
            start(),
            NoiseSource.seeded(3),
            (step, level, state) -> {
              seen.add(state.toHost());
              return step < 3;
            });
    assertThat(seen).hasSize(3);
    assertThat(end).isEqualTo(seen.get(2));
  }

  @Test
  void theSameSeedGivesTheSameSamples() {
    HostArray once = run(start(), NoiseSource.seeded(4), (step, level, state) -> step < 10);
    HostArray again = run(start(), NoiseSource.seeded(4), (step, level, state) -> step < 10);
    HostArray other = run(start(), NoiseSource.seeded(5), (step, level, state) -> step < 10);
    assertThat(again).isEqualTo(once);
    assertThat(other).isNotEqualTo(once);
  }

  @Test
  void refusesAScheduleThatGoesNowhere() {
    assertThatThrownBy(() -> new LangevinSchedule(LEVELS, 0, 2e-5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 0 and 2.0E-5");
    assertThatThrownBy(() -> new LangevinSchedule(LEVELS, 100, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static HostArray start() {
    return HostArray.of(IMAGES, new float[IMAGES.intSize()]);
  }

  private HostArray run(HostArray start, NoiseSource noise, Sampler.Observer observer) {
    try (Scope scope = Scope.open();
        Sampler sampler =
            new Sampler(
                backend,
                ScoreModel.of(SCORE, LEVELS),
                new AnnealedLangevin(SCHEDULE),
                start.type())) {
      return sampler.run(
          new Chain(NONE, draw -> noise.normal(start.dtype(), start.shape())), start, observer);
    }
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double[] squaredDistances(double[] values) {
    double mean = mean(values);
    double[] squares = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      squares[i] = (values[i] - mean) * (values[i] - mean);
    }
    return squares;
  }
}
