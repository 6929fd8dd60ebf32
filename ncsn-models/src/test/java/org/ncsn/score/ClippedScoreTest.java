package org.ncsn.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.nn.HostWeights;
import org.ncsn.noise.LinearRate;
import org.ncsn.noise.VariancePreserving;
import org.ncsn.sampler.Ddim;
import org.ncsn.sampler.Draw;
import org.ncsn.sampler.SamplingTimes;
import org.ncsn.sampler.Start;
import org.ncsn.tensor.Backend;

/** A score that takes the data for one and the same number, everywhere and at every time. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class ClippedScoreTest {
  private static final VariancePreserving VP = new VariancePreserving(new LinearRate(0.1, 20));
  private static final HostWeights NONE = new HostWeights(List.of(), List.of());
  private static final HostArray X = HostArray.of(Shape.of(3, 2), 0.5, 1, -1, 2, 0, 3);
  private static final HostArray TIMES = HostArray.of(Shape.of(3), 0.01, 0.5, 1);

  @org.junit.jupiter.params.Parameter Backend backend;

  /** How much of what it sees it takes for noise: the rest, divided by the mean, are the data. */
  private static final double SHARE = 0.2;

  /** The score {@code -noise / deviation} of a network that takes so much for noise. */
  private static final TimedFormula TAKES_FOR_NOISE =
      new TimedFormula((x, deviation) -> x.multiply(-SHARE).divide(deviation.square()));

  private static ScoreModel score() {
    return new ScoreModel(TAKES_FOR_NOISE, VP, VP::deviation, OutputRule.SCORE);
  }

  private HostArray scores(ScoreFunction score) {
    return new Scores(backend, score, NONE).of(X, TIMES, Optional.empty(), 3);
  }

  @Test
  void isTheScoreOfTheClippedData() {
    HostArray found = scores(new ClippedScore(score(), -1, 1));
    for (int i = 0; i < 6; i++) {
      double mean = VP.mean(TIMES.at(i / 2));
      double variance = Math.pow(VP.deviation(TIMES.at(i / 2)), 2);
      double data = (1 - SHARE) * X.at(i) / mean;
      double clipped = Math.max(-1, Math.min(1, data));
      double expected = (mean * clipped - X.at(i)) / variance;
      assertThat(found.at(i)).isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
    }
    assertThat(Math.abs((1 - SHARE) * X.at(5) / VP.mean(1))).isGreaterThan(1);
  }

  @Test
  void isTheScoreItselfWhereTheDataAreInTheRange() {
    HostArray found = scores(new ClippedScore(score(), -1e6, 1e6));
    HostArray bare = scores(score());
    for (int i = 0; i < 6; i++) {
      assertThat(found.at(i)).isCloseTo(bare.at(i), within(1e-12 * Math.abs(bare.at(i))));
    }
  }

  @Test
  void keepsSamplesOfFewStepsInTheRange() {
    Ddim method = new Ddim(SamplingTimes.logarithmic(VP, 5), 0);
    assertThat(largest(score(), method)).isGreaterThan(2);
    assertThat(largest(new ClippedScore(score(), -1, 1), method)).isLessThanOrEqualTo(1 + 1e-5);
  }

  private double largest(ScoreFunction score, Ddim method) {
    Draw draw = new Draw(score, method, Start.prior(VP), OptionalInt.empty(), 7);
    HostArray samples = draw.samples(backend, NONE, Shape.of(8), 4);
    return IntStream.range(0, 32).mapToDouble(samples::at).map(Math::abs).max().orElseThrow();
  }

  @Test
  void takesARangeThatHasAWidth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClippedScore(score(), 1, 1))
        .withMessage("clipped score: data lie in a range, found 1.0 to 1.0");
  }
}
