package org.ncsn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;

class PrecisionRecallTest {
  private static final InnerProducts JAVA = InnerProducts.ofJava();

  @Test
  void areWholeOfTheImagesThemselves() {
    HostArray images = normal(1, 40);
    assertThat(PrecisionRecall.of(images, images, 3, JAVA)).isEqualTo(new PrecisionRecall(1, 1));
  }

  @Test
  void areNothingOfSamplesFarAway() {
    HostArray images = normal(1, 40);
    HostArray samples = normal(2, 30);
    for (int i = 0; i < samples.floats().length; i++) {
      samples.floats()[i] += 100;
    }
    assertThat(PrecisionRecall.of(images, samples, 3, JAVA)).isEqualTo(new PrecisionRecall(0, 0));
  }

  /** On a line: images 0 1 2 3 and 10 11 12 13, samples around the first four only. */
  @Test
  void tellGoodSamplesFromSamplesOfEverything() {
    HostArray images = line(0, 1, 2, 3, 10, 11, 12, 13);
    HostArray samples = line(0.5f, 1.5f, 1.75f, 2.5f, 6);
    // With one neighbour all balls of images have the radius 1. The samples' radii are 1, 0.25,
    // 0.25, 0.75 and 3.5, and only the last one's ball reaches the second four, or rather none.
    PrecisionRecall found = PrecisionRecall.of(images, samples, 1, JAVA);
    assertThat(found.precision()).isEqualTo(4 / 5.0);
    // 0, 1, 2 and 3 are in balls around 0.5, 0.5, 1.75 and 2.5; of the others none is.
    assertThat(found.recall()).isEqualTo(4 / 8.0);
  }

  @Test
  void needMoreImagesThanNeighbours() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrecisionRecall.of(normal(1, 40), normal(2, 3), 3, JAVA))
        .withMessageContaining("either set has more than 3 images");
  }

  private static HostArray normal(long seed, int count) {
    return NoiseSource.seeded(seed).normal(DType.FLOAT32, Shape.of(count, 5));
  }

  private static HostArray line(float... values) {
    return HostArray.of(Shape.of(values.length, 1), values);
  }
}
