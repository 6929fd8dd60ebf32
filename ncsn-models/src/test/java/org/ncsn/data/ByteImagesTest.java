package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

class ByteImagesTest {
  private final Dataset images =
      new ByteImages(Shape.of(3, 1, 2, 1), new byte[] {0, 1, 2, 3, (byte) 254, (byte) 255});

  @Test
  void givesTheImagesThatAreAskedForAsBrightness() {
    assertThat(images.size()).isEqualTo(3);
    assertThat(images.sampleShape()).isEqualTo(Shape.of(1, 2, 1));
    assertThat(images.batch(2, 0, 2))
        .isEqualTo(
            HostArray.of(Shape.of(3, 1, 2, 1), 254 / 255f, 1f, 0f, 1 / 255f, 254 / 255f, 1f));
  }

  @Test
  void refusesImagesThatAreNotThere() {
    assertThatThrownBy(() -> images.batch(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> images.batch(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void refusesBytesThatDoNotFillTheShape() {
    assertThatThrownBy(() -> new ByteImages(Shape.of(1, 2, 2, 1), new byte[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 bytes are not images [1,2,2,1]");
  }

  @Test
  void carriesTenThousandRealDigits() {
    Dataset digits = MnistSample.images();
    assertThat(digits.size()).isEqualTo(10_000);
    assertThat(digits.sampleShape()).isEqualTo(Shape.of(28, 28, 1));
    float[] seven = digits.batch(0).floats();
    assertThat(seven[0]).isZero();
    // The top stroke of the first digit, a seven.
    assertThat(seven[7 * 28 + 7]).isEqualTo(185 / 255f);
  }
}
