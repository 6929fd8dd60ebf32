package org.ncsn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;

class FrechetDistanceTest {
  /** Which is why a distance is nothing without the number of images. */
  @Test
  void ofTwoHalvesOfOneSetFallsAsTheSetGrows() {
    double ofFew = ofHalves(40);
    double ofMore = ofHalves(400);
    double ofMany = ofHalves(4000);
    assertThat(ofMore).isLessThan(ofFew / 3);
    assertThat(ofMany).isLessThan(ofMore / 3).isPositive();
  }

  @Test
  void isThatOfTheMeansIfNothingVaries() {
    HostArray zeros = HostArray.of(Shape.of(2, 2), 0f, 0f, 0f, 0f);
    HostArray others = HostArray.of(Shape.of(2, 2), 3f, 4f, 3f, 4f);
    assertThat(FrechetDistance.between(FeatureStatistics.of(zeros), FeatureStatistics.of(others)))
        .isEqualTo(25);
  }

  @Test
  void isOfTheSameFeatures() {
    FeatureStatistics two = FeatureStatistics.of(normal(1, 9, 2));
    FeatureStatistics three = FeatureStatistics.of(normal(1, 9, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrechetDistance.between(two, three))
        .withMessageContaining("statistics of 2 features and of 3 have none");
  }

  private static double ofHalves(int images) {
    HostArray all = normal(8, images, 6);
    return FrechetDistance.between(
        FeatureStatistics.of(all.slice(0, images / 2)),
        FeatureStatistics.of(all.slice(images / 2, images)));
  }

  private static HostArray normal(long seed, int images, int features) {
    return NoiseSource.seeded(seed).normal(DType.FLOAT32, Shape.of(images, features));
  }
}
