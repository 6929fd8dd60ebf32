package org.ncsn.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ThinningTest {
  @Test
  void keepsShortCurvesAsTheyAre() {
    assertThat(Thinning.means(curve(3), 10))
        .containsExactly(List.of(1.0, 1.0), List.of(2.0, 2.0), List.of(3.0, 3.0));
    assertThat(Thinning.means(curve(0), 10)).isEmpty();
  }

  @Test
  void keepsTheMeanAndTheEndOfLongOnes() {
    List<List<Double>> points = Thinning.means(curve(200_001), 500);
    assertThat(points).hasSizeLessThanOrEqualTo(500).hasSizeGreaterThan(250);
    assertThat(points.get(points.size() - 1).get(0)).isEqualTo(200_001);
    assertThat(points.get(0).get(1)).isCloseTo((points.get(0).get(0) + 1) / 2, within(1e-9));
  }

  @Test
  void keepsTheFirstAndTheLastOfMany() {
    assertThat(Thinning.evenly(curve(100), 4).keySet()).containsExactly(1L, 34L, 67L, 100L);
    assertThat(Thinning.evenly(curve(100), 1).keySet()).containsExactly(100L);
    assertThat(Thinning.evenly(curve(2), 4).keySet()).containsExactly(1L, 2L);
    assertThat(Thinning.evenly(curve(0), 4)).isEmpty();
  }

  private static NavigableMap<Long, Double> curve(int points) {
    NavigableMap<Long, Double> curve = new TreeMap<>();
    for (long step = 1; step <= points; step++) {
      curve.put(step, (double) step);
    }
    return curve;
  }
}
