package org.ncsn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.HostArray;
import org.ncsn.golden.Golden;

class LevelOverlapTest {
  @Test
  void choosesTheRatioAndTheNumberOfLevelsOfThePaper() {
    Map<String, HostArray> golden = Golden.npz("ncsnv2_schedule", "levels.npz");
    for (int i = 0; i < golden.get("gamma").shape().extent(0); i++) {
      int dimension = (int) golden.get("dimension").at(i);
      double gamma = golden.get("gamma").at(i);
      double levels = golden.get("levels").at(i);

      double ratio = LevelOverlap.ratio(golden.get("overlap").at(i), dimension);

      assertThat(ratio).isCloseTo(gamma, within(1e-9 * gamma));
      assertThat(
              LevelOverlap.count(
                  golden.get("sigma_begin").at(i), golden.get("sigma_end").at(i), ratio))
          .isCloseTo(levels, within(1e-9 * levels));
    }
  }

  @Test
  void isThatOfThePublishedLevels() {
    Map<String, HostArray> golden = Golden.npz("ncsnv2_schedule", "published_levels.npz");
    for (int i = 0; i < golden.get("gamma").shape().extent(0); i++) {
      double overlap =
          LevelOverlap.of(golden.get("gamma").at(i), (int) golden.get("dimension").at(i));

      assertThat(overlap).isCloseTo(golden.get("overlap").at(i), within(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.5, 5", "0.99, 5", "0.001, 784", "0.9972, 3072"})
  void ofTheRatioFoundIsWhatWasAskedFor(double overlap, int dimension) {
    double ratio = LevelOverlap.ratio(overlap, dimension);

    assertThat(ratio).isGreaterThan(1);
    assertThat(LevelOverlap.of(ratio, dimension)).isCloseTo(overlap, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 4", "0, 784", "0.9974, 784", "NaN, 784"})
  void refusesWhatNoRatioGives(double overlap, int dimension) {
    assertThatThrownBy(() -> LevelOverlap.ratio(overlap, dimension))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found " + overlap + " in " + dimension);
  }

  @ParameterizedTest
  @CsvSource({"0.01, 17, 1.1", "17, 0, 1.1", "17, 0.01, 1"})
  void refusesToCountWhatDoesNotFall(double begin, double end, double ratio) {
    assertThatThrownBy(() -> LevelOverlap.count(begin, end, ratio))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
