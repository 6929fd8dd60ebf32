package org.ncsn.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.memory.MemoryShortage;

class ShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 3   | 2 3   | 2 3",
        "2 3   | 3     | 2 3",
        "2 1   | 1 3   | 2 3",
        "      | 4 5   | 4 5",
        "1 1 1 | 7     | 1 1 7",
        "5 1 4 | 3 1   | 5 3 4",
        "0 3   | 1 3   | 0 3",
      })
  void broadcastsByNumPysRule(String first, String second, String common) {
    assertThat(shape(first).broadcast(shape(second))).isEqualTo(shape(common));
    assertThat(shape(second).broadcast(shape(first))).isEqualTo(shape(common));
    assertThat(shape(first).broadcastsTo(shape(common))).isTrue();
    assertThat(shape(second).broadcastsTo(shape(common))).isTrue();
  }

  @Test
  void isRepeatedBehindAFirstAxis() {
    assertThat(Shape.of(2, 3).times(5)).isEqualTo(Shape.of(5, 2, 3));
    assertThat(Shape.scalar().times(4)).isEqualTo(Shape.of(4));
  }

  @Test
  void refusesToBroadcastWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(2, 3).broadcast(Shape.of(2, 4)))
        .withMessage("shapes [2,3] and [2,4] do not broadcast (3 against 4 at axis -1)");
    assertThat(Shape.of(2, 3).broadcastsTo(Shape.of(3))).isFalse();
    assertThat(Shape.of(3).broadcastsTo(Shape.of(1))).isFalse();
  }

  @Test
  void aScalarHasNoAxesAndOneElement() {
    assertThat(Shape.of()).isSameAs(Shape.scalar()).hasToString("[]");
    assertThat(Shape.scalar().rank()).isZero();
    assertThat(Shape.scalar().size()).isOne();
  }

  @Test
  void negativeAxesCountFromTheLast() {
    Shape shape = Shape.of(4, 5, 6);
    assertThat(shape.extent(-1)).isEqualTo(6);
    assertThat(shape.axis(-3)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shape.axis(3))
        .withMessage("axis 3 is not an axis of [4,5,6]");
    assertThatIllegalArgumentException().isThrownBy(() -> shape.axis(-4));
  }

  @Test
  void stridesAreRowMajor() {
    assertThat(Shape.of(2, 3, 4).strides()).containsExactly(12, 4, 1);
  }

  @Test
  void isAValue() {
    int[] extents = {2, 3};
    Shape shape = Shape.of(extents);
    extents[0] = 9;
    shape.extents()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(shape.with(-1, 5)).isEqualTo(Shape.of(2, 5));
    assertThat(shape).hasToString("[2,3]").isNotEqualTo(Shape.of(3, 2));
  }

  @Test
  void refusesImpossibleExtents() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(2, -1))
        .withMessageContaining("[2, -1]");
  }

  @Test
  void refusesToCountMoreElementsThanThereCanBe() {
    Shape large = Shape.of(1 << 20, 1 << 20);
    assertThat(large.size()).isEqualTo(1L << 40);
    assertThatExceptionOfType(MemoryShortage.class)
        .isThrownBy(large::intSize)
        .withMessage(
            "an array [1048576,1048576] has more elements than an array can hold (2147483647)");
    assertThatExceptionOfType(MemoryShortage.class)
        .isThrownBy(() -> Shape.of(1 << 30, 1 << 30, 1 << 30))
        .withMessageContaining("[1073741824, 1073741824, 1073741824]");
    assertThat(Shape.of(0, 1 << 30, 1 << 30, 1 << 30).size()).isZero();
  }

  @Test
  void stridesAreNumbersOfAnArray() {
    assertThat(Shape.of(1 << 20, 1 << 30).strides()).containsExactly(1 << 30, 1);
    assertThatExceptionOfType(MemoryShortage.class).isThrownBy(Shape.of(2, 2, 1 << 30)::strides);
  }

  private static Shape shape(String extents) {
    return extents == null
        ? Shape.scalar()
        : Shape.of(Stream.of(extents.split(" ", -1)).mapToInt(Integer::parseInt).toArray());
  }
}
