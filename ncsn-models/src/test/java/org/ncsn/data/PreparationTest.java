package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Preparation.Dequantization;
import org.ncsn.golden.Golden;
import org.ncsn.noise.AddedNoise;
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
  void movesEachImageByItself() {
    HostArray spread =
        new Preparation(Dequantization.NONE, false, 1, PixelRange.UNIT)
            .apply(images, NoiseSource.seeded(1));

    // Of a black pixel beside a white one: as it was, or white on the left, or nothing at all.
    int[] found = new int[3];
    for (int i = 0; i < IMAGES; i++) {
      found[spread.at(2 * i + 1) == 1 ? 0 : spread.at(2 * i) == 1 ? 1 : 2]++;
    }
    assertThat(found[0]).isBetween(IMAGES / 9 - 15, IMAGES / 9 + 20);
    assertThat(found[1]).isBetween(IMAGES / 9 - 15, IMAGES / 9 + 20);
    assertThat(found[2]).isEqualTo(IMAGES - found[0] - found[1]);
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

  /** The second paper's program, with the published noise. */
  @ParameterizedTest
  @CsvSource({
    "plain, false, false, UNIT",
    "uniform, true, false, UNIT",
    "gaussian, false, true, UNIT",
    "both, true, true, UNIT",
    "rescaled, false, false, RESCALED",
    "logit, true, false, LOGIT"
  })
  void mapsPixelsAsPublishedAndBack(
      String setting, boolean uniform, boolean gaussian, PixelRange range) {
    Map<String, HostArray> golden = Golden.npz("ncsnv2_options", "transform.npz");
    HostArray filled = golden.get("image").to(DType.FLOAT64);
    if (uniform) {
      filled = Pixels.dequantize(filled, golden.get("u").to(DType.FLOAT64));
    }
    if (gaussian) {
      filled = AddedNoise.to(filled, golden.get("g").to(DType.FLOAT64), 0.01);
    }
    HostArray mapped = range.of(filled);

    assertClose(setting, mapped, golden.get(setting + ".f64"), 1e-12);
    HostArray back = range.pixels(mapped);
    for (int i = 0; i < back.doubles().length; i++) {
      assertThat(Math.min(1, Math.max(0, back.at(i))))
          .isCloseTo(golden.get(setting + ".back_f64").at(i), within(1e-12));
    }
  }

  @Test
  void addsNormalNoiseOfTheOfficialDeviationBehindTheUniformOne() {
    HostArray both =
        new Preparation(new Dequantization(true, true), false, PixelRange.UNIT)
            .apply(images, NoiseSource.seeded(1));
    HostArray uniform = prepare(false, false, 1);

    double squares = 0;
    for (int i = 0; i < 2 * IMAGES; i++) {
      squares += Math.pow(both.at(i) - uniform.at(i), 2);
    }
    assertThat(Math.sqrt(squares / (2 * IMAGES))).isCloseTo(0.01, withinPercentage(20));
  }

  private HostArray prepare(boolean flip, boolean logit, long seed) {
    return new Preparation(flip, logit ? PixelRange.LOGIT : PixelRange.UNIT)
        .apply(images, NoiseSource.seeded(seed));
  }

  private static HostArray blackAndWhite() {
    float[] pixels = new float[2 * IMAGES];
    for (int i = 1; i < pixels.length; i += 2) {
      pixels[i] = 1;
    }
    return HostArray.of(Shape.of(IMAGES, 1, 2, 1), pixels);
  }
}
