package org.ncsn.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;

class SampledPointsTest {
  private final SampledPoints points =
      new SampledPoints(Distribution.MIXTURE.mixture(), NoiseSource.seeded(1), 1000);

  @Test
  void drawsAPointTheSameWheneverItIsAskedFor() {
    HostArray some = points.batch(3, 999, 3);
    assertThat(some.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(points.batch(999))
        .isEqualTo(HostArray.of(Shape.of(1, 2), some.floats()[2], some.floats()[3]));
    assertThat(some.floats()[4]).isEqualTo(some.floats()[0]).isNotEqualTo(some.floats()[2]);
  }

  @Test
  void drawsFromTheDistribution() {
    int[] all = IntStream.range(0, 1000).toArray();
    float[] drawn = points.batch(all).floats();
    int first = 0;
    for (int i = 0; i < 1000; i++) {
      first += drawn[2 * i] > 0 ? 1 : 0;
    }
    assertThat(first).isBetween(740, 860);
  }

  @Test
  void refusesAPointThatThereIsNot() {
    assertThatThrownBy(() -> points.batch(1000)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
