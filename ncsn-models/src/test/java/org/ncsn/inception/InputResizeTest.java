package org.ncsn.inception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ncsn.tck.Agreement.assertClose;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.random.NoiseSource;

/** How images of any size are brought to the network's. */
class InputResizeTest {
  private static final int[] ROWS = {0, 1, 5, 150, 298};

  @ParameterizedTest
  @ValueSource(strings = {"small", "large"})
  void resizesAsPublished(String picture) {
    HostArray pixels = GoldenInception.picture(picture).to(DType.FLOAT64);
    HostArray expected = GoldenInception.npz("resize.npz").get(picture + ".network_input");
    assertClose(picture, rows(InputResize.HALF_PIXEL.of(pixels)), expected, 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "large"})
  void resizesAsTheFrozenGraphDoes(String picture) {
    HostArray pixels = GoldenInception.picture(picture).to(DType.FLOAT64);
    HostArray expected = GoldenInception.npz("resize.npz").get(picture + ".tensorflow_resize");
    double[] scaled = expected.doubles();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (255 * scaled[i] - 128) / 128;
    }
    assertClose(picture, rows(InputResize.TENSORFLOW.of(pixels)), expected, 1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void takesAnImageOfItsOwnSizePixelByPixel(InputResize resize) {
    HostArray image = NoiseSource.seeded(3).uniform(DType.FLOAT64, Shape.of(1, 299, 299, 3));
    double scale = resize == InputResize.HALF_PIXEL ? 2 : 255.0 / 128;
    HostArray found = resize.of(image);
    for (int i = 0; i < 1000; i++) {
      assertThat(found.at(i)).isEqualTo(scale * image.at(i) - 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void resizesEveryImageOfABatchByItself(InputResize resize) {
    HostArray batch = NoiseSource.seeded(4).uniform(DType.FLOAT32, Shape.of(2, 311, 7, 3));
    HostArray found = resize.of(batch);
    assertThat(found.slice(0, 1)).isEqualTo(resize.of(batch.slice(0, 1)));
    assertThat(found.slice(1, 2)).isEqualTo(resize.of(batch.slice(1, 2)));
  }

  @ParameterizedTest
  @EnumSource
  void repeatsGreyToThreeChannels(InputResize resize) {
    HostArray grey = NoiseSource.seeded(5).uniform(DType.FLOAT32, Shape.of(1, 28, 28, 1));
    float[] repeated = new float[28 * 28 * 3];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = grey.floats()[i / 3];
    }
    HostArray colours = HostArray.of(Shape.of(1, 28, 28, 3), repeated);
    assertThat(resize.of(grey)).isEqualTo(resize.of(colours));
  }

  @Test
  void repeatsAnImageOfOnePixel() {
    HostArray found = InputResize.HALF_PIXEL.of(HostArray.of(Shape.of(1, 1, 1, 1), 0.25f));
    assertThat(found.floats()).containsOnly(-0.5f);
  }

  @Test
  void refusesOtherChannels() {
    HostArray four = HostArray.of(Shape.of(1, 1, 1, 4), 1f, 1f, 1f, 1f);
    assertThatThrownBy(() -> InputResize.TENSORFLOW.of(four))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("inception: takes images [n,H,W,1] or [n,H,W,3], found [1,1,1,4]");
  }

  /** Some rows of the first image, {@code [3, rows, 299]}. */
  private static HostArray rows(HostArray resized) {
    int side = InputResize.SIDE;
    double[] values = new double[3 * ROWS.length * side];
    int to = 0;
    for (int channel = 0; channel < 3; channel++) {
      for (int row : ROWS) {
        for (int x = 0; x < side; x++) {
          values[to++] = resized.at((row * side + x) * 3 + channel);
        }
      }
    }
    return HostArray.of(Shape.of(3, ROWS.length, side), values);
  }
}
