package org.ncsn.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/** Four places, of which the first two hold 98 % of the probability. */
class ScoreComparisonTest {
  private static final HostArray DENSITIES = HostArray.of(Shape.of(4), 0.6, 0.38, 0.01, 0.01);
  private static final HostArray EXACT = points(1, 0, 0, 2, -1, 0, 0, 0);

  @Test
  void theHighRegionIsTheDensestThatHoldsNearlyAll() {
    assertThat(ScoreComparison.threshold(DENSITIES)).isEqualTo(0.38);
  }

  @Test
  void isPerfectForTheTrueScore() {
    ScoreComparison same = ScoreComparison.of(DENSITIES, EXACT, EXACT);
    assertThat(same).isEqualTo(new ScoreComparison(0, 0, 1, 1));
  }

  @Test
  void weighsErrorsByTheDensityAndAnglesEqually() {
    HostArray estimated = points(0, 1, 0, 2, 1, 0, 3, 4);
    ScoreComparison found = ScoreComparison.of(DENSITIES, EXACT, estimated);
    // Inside: an error of squared length 2 with density 0.6 of 0.98, and a right angle beside 1.
    assertThat(found.fisherInside()).isCloseTo(0.6 / 0.98, within(1e-12));
    assertThat(found.cosineInside()).isCloseTo(0.5, within(1e-12));
    // Outside: squared lengths 4 and 25; where the true score vanishes no angle counts.
    assertThat(found.fisherOutside()).isCloseTo((4 + 25) / 4.0, within(1e-12));
    assertThat(found.cosineOutside()).isCloseTo(-1, within(1e-12));
  }

  private static HostArray points(double... coordinates) {
    return HostArray.of(Shape.of(coordinates.length / 2, 2), coordinates);
  }
}
