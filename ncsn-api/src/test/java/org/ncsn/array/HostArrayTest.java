package org.ncsn.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostArrayTest {
  private static final HostArray COUNTED =
      HostArray.of(Shape.of(2, 3, 4), IntStream.range(0, 24).toArray());

  @Test
  void tellsWhetherAllItsElementsAreFinite() {
    assertThat(HostArray.of(Shape.of(3), 1f, Float.NaN, 2f).isFinite()).isFalse();
    assertThat(HostArray.of(Shape.of(2), 3e38f, Float.NEGATIVE_INFINITY).isFinite()).isFalse();
    assertThat(HostArray.of(Shape.of(2), 1e300, Double.POSITIVE_INFINITY).isFinite()).isFalse();
    assertThat(HostArray.of(Shape.of(2), 3e38f, -0f).isFinite()).isTrue();
    assertThat(HostArray.of(Shape.of(2), 1e300, -1e300).isFinite()).isTrue();
    assertThat(COUNTED.isFinite()).isTrue();
  }

  @Test
  void transposesLikeItsDefinition() {
    int[] order = {2, 0, 1};
    HostArray transposed = COUNTED.transpose(order);
    assertThat(transposed.shape()).isEqualTo(Shape.of(4, 2, 3));
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 2; b++) {
        for (int c = 0; c < 3; c++) {
          assertThat(transposed.at((a * 2 + b) * 3 + c)).isEqualTo((b * 3 + c) * 4 + a);
        }
      }
    }
  }

  @Test
  void theInverseOrderBringsAnArrayBack() {
    assertThat(COUNTED.transpose(1, 2, 0).transpose(2, 0, 1)).isEqualTo(COUNTED);
    HostArray scalar = HostArray.of(Shape.scalar(), 3f);
    assertThat(scalar.transpose()).isEqualTo(scalar);
    assertThat(HostArray.of(Shape.of(0, 2), new float[0]).transpose(1, 0).shape())
        .isEqualTo(Shape.of(2, 0));
  }

  @Test
  void convertsBetweenElementTypes() {
    HostArray doubles = HostArray.of(Shape.of(3), 1.1, -2.7, 1e300);
    assertThat(doubles.to(DType.FLOAT32).floats())
        .containsExactly(1.1f, -2.7f, Float.POSITIVE_INFINITY);
    assertThat(HostArray.of(Shape.of(2), 1.1f, 2f).to(DType.FLOAT64).doubles())
        .containsExactly(1.1f, 2);
    assertThat(HostArray.of(Shape.of(2), -2.7, 2.7).to(DType.INT32).ints()).containsExactly(-2, 2);
    assertThat(doubles.to(DType.FLOAT64)).isSameAs(doubles);
  }

  @Test
  void keepsLargeIntegersExactly() {
    HostArray large = HostArray.of(Shape.of(2), 16_777_217, Integer.MIN_VALUE);
    assertThat(large.to(DType.FLOAT64).to(DType.INT32)).isEqualTo(large);
  }

  @Test
  void reshapesWithoutMovingElements() {
    assertThat(COUNTED.reshape(Shape.of(6, 4)).ints()).isSameAs(COUNTED.ints());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> COUNTED.reshape(Shape.of(5, 5)))
        .withMessage("24 elements do not fill int32[5,5], which takes 25");
  }

  @Test
  void refusesTheWrongNumberOfElements() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostArray.of(Shape.of(2, 2), 1f, 2f, 3f))
        .withMessage("3 elements do not fill float32[2,2], which takes 4");
  }

  @Test
  void givesElementsInTheirOwnTypeOnly() {
    assertThatIllegalStateException()
        .isThrownBy(COUNTED::floats)
        .withMessage("elements of int32[2,3,4] were asked for as float32");
    assertThatIllegalStateException().isThrownBy(COUNTED::scalar);
    assertThat(HostArray.of(Shape.of(1, 1), 2.5).scalar()).isEqualTo(2.5);
  }

  @Test
  void isComparedByTypeAndBits() {
    HostArray one = HostArray.of(Shape.of(1), 1f);
    assertThat(one)
        .isEqualTo(HostArray.of(Shape.of(1), 1f))
        .hasSameHashCodeAs(HostArray.of(Shape.of(1), 1f));
    assertThat(one)
        .isNotEqualTo(HostArray.of(Shape.of(1, 1), 1f))
        .isNotEqualTo(HostArray.of(Shape.of(1), 1d))
        .isNotEqualTo(HostArray.of(Shape.of(1), 2f));
    assertThat(HostArray.of(Shape.of(1), 0f)).isNotEqualTo(HostArray.of(Shape.of(1), -0f));
    assertThat(HostArray.of(Shape.of(1), Double.NaN))
        .isEqualTo(HostArray.of(Shape.of(1), Double.NaN));
  }

  @Test
  void zerosAreZero() {
    for (DType dtype : DType.values()) {
      HostArray zeros = HostArray.zeros(new TensorType(dtype, Shape.of(2)));
      assertThat(zeros.dtype()).isEqualTo(dtype);
      assertThat(zeros.at(0) + zeros.at(1)).isZero();
    }
  }
}
