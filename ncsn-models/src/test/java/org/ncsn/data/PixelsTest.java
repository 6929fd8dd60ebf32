package org.ncsn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.golden.Golden;

class PixelsTest {
  private final Map<String, HostArray> golden = Golden.npz("anneal_logit", "transform.npz");

  @Test
  void dequantizesAsTheOfficialCodeDoes() {
    HostArray expected = golden.get("dequantised");
    HostArray found =
        Pixels.dequantize(
            golden.get("image").to(expected.dtype()), golden.get("u").to(expected.dtype()));
    assertClose(found, expected, 1e-7);
  }

  @Test
  void takesTheLogitAsTheOfficialCodeDoes() {
    HostArray dequantized = golden.get("dequantised");
    assertClose(Pixels.logit(dequantized.to(DType.FLOAT32)), golden.get("logit_f32"), 2e-6);
    assertClose(Pixels.logit(dequantized.to(DType.FLOAT64)), golden.get("logit_f64"), 1e-12);
    assertClose(Pixels.logit(golden.get("edge_in")), golden.get("edge_out"), 1e-12);
  }

  @Test
  void findsTheWayBackFromTheLogit() {
    assertClose(Pixels.sigmoid(golden.get("logit_f64")), golden.get("sigmoid_of_logit_f64"), 1e-14);
    HostArray ends = HostArray.of(Shape.of(3), -1000f, 0f, 1000f);
    assertThat(Pixels.sigmoid(ends)).isEqualTo(HostArray.of(Shape.of(3), 0f, 0.5f, 1f));
  }

  @Test
  void mirrorsTheImagesThatTheDrawSelects() {
    HostArray images =
        HostArray.of(Shape.of(2, 1, 3, 2), 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f, 12f);
    assertThat(Pixels.flipRandomly(images, HostArray.of(Shape.of(2), 0.4f, 0.5f)))
        .isEqualTo(
            HostArray.of(Shape.of(2, 1, 3, 2), 5f, 6f, 3f, 4f, 1f, 2f, 7f, 8f, 9f, 10f, 11f, 12f));
  }

  @Test
  void movesImagesAndLetsBlackIn() {
    HostArray image = HostArray.of(Shape.of(1, 2, 3, 1), 1f, 2f, 3f, 4f, 5f, 6f);
    assertThat(moved(image, 0.5f, 0.5f, 1)).isEqualTo(image);
    assertThat(moved(image, 0.9f, 0.5f, 1).floats()).containsExactly(0, 0, 0, 1, 2, 3);
    assertThat(moved(image, 0.1f, 0.5f, 1).floats()).containsExactly(4, 5, 6, 0, 0, 0);
    assertThat(moved(image, 0.5f, 0.9f, 1).floats()).containsExactly(0, 1, 2, 0, 4, 5);
    assertThat(moved(image, 0.9f, 0.1f, 1).floats()).containsExactly(0, 0, 0, 2, 3, 0);
    assertThat(moved(image, 0.99f, 0.01f, 9).floats()).containsOnly(0);
  }

  private static HostArray moved(HostArray image, float down, float right, int most) {
    return Pixels.shiftRandomly(image, HostArray.of(Shape.of(1, 2), down, right), most);
  }

  @Test
  void refusesNoiseOfAnotherShape() {
    HostArray images = HostArray.of(Shape.of(1, 1, 2, 1), 0f, 1f);
    assertThatThrownBy(() -> Pixels.dequantize(images, HostArray.of(Shape.of(2), 0f, 0f)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images float32[1,1,2,1] with noise float32[2]");
    assertThatThrownBy(() -> Pixels.flipRandomly(images, HostArray.of(Shape.of(2), 0f, 0f)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pixels.shiftRandomly(images, HostArray.of(Shape.of(2), 0f, 0f), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertClose(HostArray found, HostArray expected, double tolerance) {
    assertThat(found.type()).isEqualTo(expected.type());
    for (int i = 0; i < expected.shape().intSize(); i++) {
      assertThat(found.at(i))
          .isCloseTo(expected.at(i), within(tolerance * Math.max(1, Math.abs(expected.at(i)))));
    }
  }
}
