package org.ncsn.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ncsn.array.Shape;
import org.ncsn.data.ByteImages;

class ResizedTest {
  @Test
  void resizesEveryImageByItself() {
    byte[] pixels = new byte[2 * 4 * 4];
    Arrays.fill(pixels, 16, 32, (byte) 200);
    ByteImages resized = Resized.of(new ByteImages(Shape.of(2, 4, 4, 1), pixels), 6, 3);

    assertThat(resized.sampleShape()).isEqualTo(Shape.of(6, 6, 3));
    assertThat(resized.bytes(0)).containsOnly(0);
    assertThat(resized.bytes(1)).containsOnly(200);
  }
}
