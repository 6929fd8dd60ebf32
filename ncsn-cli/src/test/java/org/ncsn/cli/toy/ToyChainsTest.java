package org.ncsn.cli.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.nn.Weights;
import org.ncsn.noise.NoiseLevels;
import org.ncsn.random.NoiseSource;
import org.ncsn.tck.ReferenceBackend;
import org.ncsn.tensor.Backend;
import org.ncsn.toy.Distribution;
import org.ncsn.toy.GaussianMixture;
import org.ncsn.toy.MixtureScore;
import org.ncsn.toy.NoisyMixtureScore;

/** The paper's point, with exact scores: only annealing finds the weights of the modes. */
class ToyChainsTest {
  private static final NoiseLevels LEVELS = NoiseLevels.geometric(20, 1, 10);
  private static final ToySettings SETTINGS =
      new ToySettings(Distribution.MIXTURE, LEVELS, 600, 100, 0.05);
  private static final GaussianMixture MIXTURE = Distribution.MIXTURE.mixture();
  private static final Weights NONE = new Weights(List.of());
  private static final MixtureScore DATA = new MixtureScore(MIXTURE);

  private final Backend backend = ReferenceBackend.open();
  private int steps;

  @Test
  void langevinDynamicsStaysInTheModeThatItBeganNear() {
    double weight = firstWeight(chains().plain(DATA, NONE));
    assertThat(weight).isCloseTo(0.5, within(0.1));
    assertThat(steps).isEqualTo(1000);
  }

  @Test
  void annealedLangevinDynamicsRecoversTheWeights() {
    NoisyMixtureScore noisy = new NoisyMixtureScore(MIXTURE, LEVELS);
    double weight = firstWeight(chains().annealed(noisy, DATA, NONE));
    assertThat(weight).isCloseTo(0.8, within(0.05));
    assertThat(steps).isEqualTo(1100);
  }

  private ToyChains chains() {
    return new ToyChains(
        backend,
        SETTINGS,
        NoiseSource.seeded(1),
        () -> {
          steps++;
          return true;
        });
  }

  /** The share of points near (5,5) rather than (-5,-5). */
  private static double firstWeight(HostArray points) {
    int count = points.shape().extent(0);
    int first = 0;
    for (int i = 0; i < count; i++) {
      first += points.at(2 * i) + points.at(2 * i + 1) > 0 ? 1 : 0;
    }
    return (double) first / count;
  }
}
