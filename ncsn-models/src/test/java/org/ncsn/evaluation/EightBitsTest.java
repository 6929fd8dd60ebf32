package org.ncsn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

class EightBitsTest {
  @Test
  void roundsHalvesUpAndCutsWhatIsBeyond() {
    HostArray images =
        HostArray.of(Shape.of(1, 6), -0.3, 0.49 / 255, 0.5 / 255, 1.49 / 255, 254.5 / 255, 1.3);
    assertThat(EightBits.of(images, 0))
        .isEqualTo(HostArray.of(Shape.of(1, 6), 0f, 0f, 1 / 255f, 1 / 255f, 1f, 1f));
  }

  @Test
  void leavesEightBitsAsTheyAre() {
    float[] values = new float[256];
    for (int k = 0; k < values.length; k++) {
      values[k] = k / 255f;
    }
    HostArray images = HostArray.of(Shape.of(1, 256), values);
    assertThat(EightBits.of(images, 0)).isEqualTo(images);
  }

  @Test
  void namesTheImageThatIsNone() {
    for (float wrong : List.of(Float.NaN, Float.NEGATIVE_INFINITY)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EightBits.of(HostArray.of(Shape.of(2, 2), 0f, 1f, wrong, 1f), 40))
          .withMessage("image 41 holds NaN or infinity");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EightBits.of(HostArray.of(Shape.of(1, 2), 255f, 100f), 3))
        .withMessage("image 3 is no image with values in [0,1]: their mean is 177.5");
  }
}
