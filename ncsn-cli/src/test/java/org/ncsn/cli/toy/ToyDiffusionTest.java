package org.ncsn.cli.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.nn.Weights;
import org.ncsn.noise.LinearRate;
import org.ncsn.noise.VariancePreserving;
import org.ncsn.random.NoiseSource;
import org.ncsn.sampler.Heun;
import org.ncsn.sampler.SamplingTimes;
import org.ncsn.score.OutputRule;
import org.ncsn.score.ScoreModel;
import org.ncsn.score.TimedFormula;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.toy.GaussianMixture;

/** One round normal distribution, whose score is known at every time. */
class ToyDiffusionTest {
  private static final VariancePreserving VP = new VariancePreserving(new LinearRate(0.1, 20));
  private static final double DEVIATION = 2;
  private static final GaussianMixture DATA =
      new GaussianMixture(new double[] {1}, new double[] {0, 0}, DEVIATION);

  /** Told the variance of noisy data. */
  private static final TimedFormula EXACT =
      new TimedFormula((x, variance) -> x.divide(variance).negate());

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void hasTheBitsOfTheDensityByTheExactScore(String name) {
    try (Backend backend = Backends.open(Optional.of(name), BackendOptions.defaults())) {
      ScoreModel model =
          new ScoreModel(
              EXACT,
              VP,
              time -> Math.pow(VP.mean(time) * DEVIATION, 2) + Math.pow(VP.deviation(time), 2),
              OutputRule.SCORE);
      ToyDiffusion found =
          new ToyDiffusion.Study(
                  backend,
                  DATA,
                  VP,
                  model,
                  new Heun(SamplingTimes.logarithmic(VP, 20)),
                  400,
                  NoiseSource.seeded(3))
              .with(new Weights(List.of()), () -> true);

      assertThat(found.bits().mean()).isCloseTo(found.exactBits().mean(), within(0.01));
      // log2(2 pi e s^2) / 2
      double entropy = Math.log(2 * Math.PI * Math.E * DEVIATION * DEVIATION) / Math.log(4);
      assertThat(found.exactBits().mean())
          .isCloseTo(entropy, within(6 * found.exactBits().standardError()));
      for (ToyPath path : List.of(found.reverse(), found.flow())) {
        assertThat(path.ways().get(0).shape().extent(0)).isEqualTo(30);
        double squares = 0;
        for (int i = 0; i < 800; i++) {
          squares += path.end().at(i) * path.end().at(i) / 800;
        }
        // The variance of 800 numbers varies by a twentieth.
        assertThat(squares)
            .isCloseTo(DEVIATION * DEVIATION, within(6 * DEVIATION * DEVIATION / 20));
      }
    }
  }
}
