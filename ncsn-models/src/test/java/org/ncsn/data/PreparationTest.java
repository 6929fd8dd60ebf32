package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;

class PreparationTest {
  @Test
  void leavesWhatIsNoPixelsAsItIs() {
    HostArray points = HostArray.of(Shape.of(1, 2), 5f, -300f);
    assertThat(Preparation.NONE.apply(points, NoiseSource.seeded(1))).isEqualTo(points);
  }

  private static final int IMAGES = 200;

  /** Every image is a black pixel beside a white one. */
  private final HostArray images = blackAndWhite();

  @Test
  void dequantizesWithinAPixelsLevel() {
    float[] prepared = prepare(false, false, 1).floats();

    for (int i = 0; i < prepared.length; i += 2) {
      assertThat(prepared[i]).isBetween(0f, 1 / 256f);
      assertThat(prepared[i + 1]).isBetween(255 / 256f, 1f);
    }
  }

  @Test
  void mirrorsAboutHalfOfTheImages() {
    float[] prepared = prepare(true, false, 1).floats();

    int mirrored = 0;
    for (int i = 0; i < prepared.length; i += 2) {
      assertThat(Math.abs(prepared[i] - prepared[i + 1])).isGreaterThan(0.9f);
      mirrored += prepared[i] > 0.5f ? 1 : 0;
    }
    assertThat(mirrored).isBetween(IMAGES / 2 - 40, IMAGES / 2 + 40);
  }

  @Test
  void takesTheLogitLast() {
    HostArray pixels = prepare(true, false, 1);

    assertThat(prepare(true, true, 1)).isEqualTo(Pixels.logit(pixels));
    for (float value : prepare(true, true, 1).floats()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void doesTheSameFromTheSameNoise() {
    assertThat(prepare(true, true, 1)).isEqualTo(prepare(true, true, 1));
    assertThat(prepare(true, true, 2)).isNotEqualTo(prepare(true, true, 1));
  }

  @Test
  void leavesTheImagesAsTheyAre() {
    prepare(true, true, 1);

    assertThat(images).isEqualTo(blackAndWhite());
  }

  private HostArray prepare(boolean flip, boolean logit, long seed) {
    return new Preparation(flip, logit).apply(images, NoiseSource.seeded(seed));
  }

  private static HostArray blackAndWhite() {
    float[] pixels = new float[2 * IMAGES];
    for (int i = 1; i < pixels.length; i += 2) {
      pixels[i] = 1;
    }
    return HostArray.of(Shape.of(IMAGES, 1, 2, 1), pixels);
  }
}
