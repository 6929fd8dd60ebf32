package org.ncsn.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/** Densities, scores and samples of the distributions belong to each other. */
class DistributionTest {
  private static final int SAMPLES = 20_000;

  private final Backend backend = TestBackends.reference();

  @ParameterizedTest
  @EnumSource
  void theScoreIsTheSlopeOfTheLogDensity(Distribution distribution) {
    double step = 1e-5;
    for (double sigma : new double[] {0, 2}) {
      GaussianMixture mixture = distribution.mixture().withNoise(sigma);
      double[] points = NoiseSource.seeded(1).uniform(DType.FLOAT64, Shape.of(50, 2)).doubles();
      for (int i = 0; i < points.length; i++) {
        points[i] = 16 * points[i] - 8;
      }
      double[] score = score(mixture, points);
      for (int i = 0; i < points.length; i += 2) {
        double x = points[i];
        double y = points[i + 1];
        double slopeX =
            (mixture.logDensity(x + step, y) - mixture.logDensity(x - step, y)) / (2 * step);
        double slopeY =
            (mixture.logDensity(x, y + step) - mixture.logDensity(x, y - step)) / (2 * step);
        assertThat(score[i]).isCloseTo(slopeX, within(1e-5));
        assertThat(score[i + 1]).isCloseTo(slopeY, within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDensityIntegratesToOne(Distribution distribution) {
    GaussianMixture mixture = distribution.mixture();
    double cell = 0.125;
    double integral = 0;
    for (double x = -12; x < 12; x += cell) {
      for (double y = -12; y < 12; y += cell) {
        integral += Math.exp(mixture.logDensity(x, y)) * cell * cell;
      }
    }
    assertThat(integral).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource
  void samplesFallWhereTheDensitySays(Distribution distribution) {
    GaussianMixture mixture = distribution.mixture();
    HostArray samples = mixture.sample(NoiseSource.seeded(2), SAMPLES);
    assertThat(samples.shape()).isEqualTo(Shape.of(SAMPLES, 2));
    // Quadrants, each against the density's integral there.
    for (int quadrant = 0; quadrant < 4; quadrant++) {
      double right = quadrant % 2 == 0 ? 0 : -12;
      double upper = quadrant / 2 == 0 ? 0 : -12;
      double cell = 0.25;
      double expected = 0;
      for (double x = right + cell / 2; x < right + 12; x += cell) {
        for (double y = upper + cell / 2; y < upper + 12; y += cell) {
          expected += Math.exp(mixture.logDensity(x, y)) * cell * cell;
        }
      }
      int found = 0;
      for (int i = 0; i < SAMPLES; i++) {
        boolean inside = samples.at(2 * i) >= 0 == (right == 0);
        found += inside && samples.at(2 * i + 1) >= 0 == (upper == 0) ? 1 : 0;
      }
      assertThat((double) found / SAMPLES).isCloseTo(expected, within(0.02));
    }
  }

  @Test
  void theRingIsEquallyDenseAllAround() {
    GaussianMixture ring = Distribution.RING.mixture();
    double first = ring.logDensity(5, 0);
    for (int i = 1; i < 1000; i++) {
      double angle = 2 * Math.PI * i / 1000;
      assertThat(ring.logDensity(5 * Math.cos(angle), 5 * Math.sin(angle)))
          .isCloseTo(first, within(1e-6));
    }
  }

  @Test
  void theSquareIsFlatInsideAndSoftAtItsEdges() {
    GaussianMixture square = Distribution.SQUARE.mixture();
    for (double x = -2; x <= 2; x += 0.01) {
      assertThat(Math.exp(square.logDensity(x, 0.3))).isCloseTo(1.0 / 64, within(1e-5));
    }
    assertThat(Math.exp(square.logDensity(4, 0))).isCloseTo(1.0 / 128, within(1e-4));
  }

  @Test
  void refusesAMixtureThatIsNone() {
    assertThatThrownBy(() -> new GaussianMixture(new double[] {1, 1}, new double[] {0, 0}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 2 weights, 2 coordinates");
    assertThatThrownBy(() -> new GaussianMixture(new double[] {1}, new double[] {0, 0}, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private double[] score(GaussianMixture mixture, double[] points) {
    try (Scope scope = Scope.open()) {
      Shape shape = Shape.of(points.length / 2, 2);
      return mixture.score(backend.tensor(HostArray.of(shape, points))).toHost().doubles();
    }
  }
}
