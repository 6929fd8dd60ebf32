package org.ncsn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.golden.Golden;

class NoiseLevelsTest {
  private static final NoiseLevels PUBLISHED = NoiseLevels.geometric(1, 0.01, 10);

  @Test
  void fallGeometricallyFromTheFirstToTheLast() {
    assertThat(PUBLISHED.count()).isEqualTo(10);
    assertThat(PUBLISHED.sigma(0)).isEqualTo(1);
    assertThat(PUBLISHED.last()).isCloseTo(0.01, within(1e-17));
    double ratio = PUBLISHED.sigma(1) / PUBLISHED.sigma(0);
    for (int i = 1; i < 10; i++) {
      assertThat(PUBLISHED.sigma(i) / PUBLISHED.sigma(i - 1)).isCloseTo(ratio, within(1e-15));
    }
  }

  @Test
  void areThePublishedOnes() {
    HostArray unrounded = Golden.npz("langevin", "anneal.npz").get("sigmas");
    HostArray rounded = Golden.npz("anneal_mnist", "dsm.npz").get("sigmas");
    for (int i = 0; i < 10; i++) {
      assertThat(PUBLISHED.sigma(i)).isCloseTo(unrounded.at(i), within(1e-15));
    }
    assertThat(PUBLISHED.table()).isEqualTo(rounded.reshape(Shape.of(10, 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "geometric, 50.0, 0.01, 232",
    "geometric, 348.0, 0.01, 2311",
    "geometric, 20.0, 0.01, 10",
    "geometric, 3.0, 0.1, 5",
    "uniform, 20.0, 0.01, 10",
    "uniform, 1.0, 0.5, 2"
  })
  void areThoseOfTheSecondSystem(String spacing, double begin, double end, int count) {
    String name = spacing + "_" + begin + "_" + end + "_" + count;
    Map<String, HostArray> golden = Golden.npz("ncsnv2_schedule", "sigmas.npz");
    NoiseLevels levels =
        spacing.equals("uniform")
            ? NoiseLevels.uniform(begin, end, count)
            : NoiseLevels.geometric(begin, end, count);

    for (int i = 0; i < count; i++) {
      double unrounded = golden.get(name + ".f64").at(i);
      assertThat(levels.sigma(i)).isCloseTo(unrounded, within(1e-14 * unrounded));
      assertThat(levels.rounded().sigma(i)).isEqualTo(golden.get(name).at(i));
    }
    assertThat(levels.rounded().table()).isEqualTo(levels.table());
  }

  @Test
  void oneLevelIsTheFirst() {
    NoiseLevels one = NoiseLevels.geometric(0.5, 0.01, 1);
    assertThat(one.count()).isEqualTo(1);
    assertThat(one.last()).isEqualTo(0.5, within(1e-16));
    assertThat(NoiseLevels.uniform(0.5, 0.01, 1).last()).isEqualTo(0.5);
  }

  @Test
  void refuseWhatIsNoNoise() {
    assertThatThrownBy(() -> NoiseLevels.geometric(1, 0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.0 to 0.0 in 10");
    assertThatThrownBy(() -> NoiseLevels.geometric(-1, 0.01, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NoiseLevels.uniform(1, -0.01, 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NoiseLevels.geometric(1, 0.01, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NoiseLevels.geometric(Double.NaN, 0.01, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
