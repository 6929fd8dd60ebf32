package org.ncsn.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.vector.WinogradSizes;

class WinogradRuleTest {
  @ParameterizedTest
  @CsvSource({
    // images, side, inputs, outputs
    "25, 28, 64, 64, true",
    "1, 28, 64, 64, true",
    "16, 7, 256, 256, true",
    "25, 28, 32, 32, true",
    // What is transformed is not multiplied often enough.
    "25, 28, 3, 128, false",
    "25, 28, 128, 1, false",
    // Nothing that the transformed kernel is used for.
    "1, 8, 512, 512, false",
    // Of four by four pixels one.
    "500, 1, 64, 64, false",
    // Sums of a gradient that fill the heap.
    "16, 16, 4096, 4096, false",
  })
  void isForManyChannelsAndTiles(int images, int side, int inputs, int outputs, boolean pays) {
    assertThat(WinogradRule.pays(new WinogradSizes(images, side, side, inputs, 1, 1, outputs)))
        .isEqualTo(pays);
  }
}
