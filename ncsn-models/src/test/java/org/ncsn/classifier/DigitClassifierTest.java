package org.ncsn.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TestBackends;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.data.Dataset;
import org.ncsn.data.MnistSample;
import org.ncsn.data.Selection;
import org.ncsn.tensor.Backend;

/** The shipped classifier has never seen the test digits of MNIST, which the project carries. */
class DigitClassifierTest {
  private static final int COUNT = 400;

  /** The whole 10,000 have fewer than 1 in 100 that it does not recognise. */
  private static final double NEARLY_ALL = 0.985;

  private static final int MOST_BYTES = 1 << 20;

  private final DigitClassifier digits = DigitClassifier.shipped();
  private final Dataset test =
      Selection.range(MnistSample.images().with(MnistSample.classes()), 0, COUNT);

  static List<Backend> engines() {
    return TestBackends.engines();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("engines")
  void recognisesNearlyAllDigits(Backend backend) {
    assertThat(accuracy(backend, test)).isGreaterThan(NEARLY_ALL);
  }

  /** Twice as large and in colour: what is measured need not have the network's size. */
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("engines")
  void recognisesDigitsOfAnotherSizeAndColour(Backend backend) {
    int[] all = IntStream.range(0, COUNT).toArray();
    HostArray prepared = digits.network().prepare(enlarged(test.batch(all)));

    assertThat(prepared.shape()).isEqualTo(Shape.of(COUNT, 28, 28, 1));
    Dataset resized = Dataset.of(prepared).with(test.classes().orElseThrow());
    assertThat(accuracy(backend, resized)).isGreaterThan(NEARLY_ALL);
  }

  @Test
  void takesAMegabyteAtMost() {
    int numbers =
        digits.weights().values().stream().mapToInt(value -> value.shape().intSize()).sum();
    assertThat(numbers * Float.BYTES).isLessThan(MOST_BYTES);
    assertThat(digits.weights().areFinite()).isTrue();
  }

  private double accuracy(Backend backend, Dataset images) {
    return new Recognition(backend, digits.network(), digits.weights())
        .confusion(images, COUNT / 2, done -> {})
        .accuracy();
  }

  /** Each pixel as a square of four, and in three equal colours. */
  private static HostArray enlarged(HostArray images) {
    int side = images.shape().extent(1);
    int count = images.shape().extent(0);
    float[] pixels = new float[count * side * side * 12];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % (2 * side) / 2;
      int y = i / (6 * side) % (2 * side) / 2;
      int n = i / (12 * side * side);
      pixels[i] = images.floats()[(n * side + y) * side + x];
    }
    return HostArray.of(Shape.of(count, 2 * side, 2 * side, 3), pixels);
  }
}
