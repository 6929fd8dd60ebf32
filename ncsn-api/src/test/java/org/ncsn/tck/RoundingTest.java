package org.ncsn.tck;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

class RoundingTest {
  private static final HostArray NUMBERS = HostArray.of(Shape.of(3), 1.5, -2.25, 4);

  private final Backend reference = ReferenceBackend.open();
  private final Rounding squares =
      Rounding.of(reference, List.of(NUMBERS), inputs -> List.of(inputs.get(0).square()));

  @Test
  void acceptsTheExactResult() {
    assertThatCode(() -> squares.assertRounded("squares", numbers(2.25f, 5.0625f, 16)))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesWhatIsWrongByAThousandthInOneNumberOrIsNone() {
    assertRefused(squares, numbers(2.25225f, 5.0625f, 16));
    assertRefused(squares, numbers(2.25f, Float.NaN, 16));
    assertRefused(squares, List.of());
  }

  /** A thousand less nearly as much: of one rounding of either a thousand are made. */
  @Test
  void allowsADifferenceTheRoundingsOfWhatIsSubtracted() {
    HostArray large = HostArray.of(Shape.of(1), 1000.0);
    HostArray near = HostArray.of(Shape.of(1), 999.0);
    Rounding difference = Rounding.of(reference, List.of(large, near), RoundingTest::difference);
    assertThatCode(() -> difference.assertRounded("difference", numbers(1.0005f)))
        .doesNotThrowAnyException();
    assertRefused(difference, numbers(1.01f));
  }

  private static List<Tensor> difference(List<Tensor> inputs) {
    return List.of(inputs.get(0).subtract(inputs.get(1)));
  }

  private static List<HostArray> numbers(float... numbers) {
    return List.of(HostArray.of(Shape.of(numbers.length), numbers));
  }

  private static void assertRefused(Rounding rounding, List<HostArray> wrong) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> rounding.assertRounded("wrong", wrong));
  }
}
