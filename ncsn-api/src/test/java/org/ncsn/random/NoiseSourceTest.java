package org.ncsn.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

class NoiseSourceTest {
  private static final Shape MANY = Shape.of(200_000);

  @Test
  void normalNumbersHaveTheirMoments() {
    double[] numbers = NoiseSource.seeded(1).normal(DType.FLOAT64, MANY).doubles();
    assertThat(moment(numbers, 1)).isCloseTo(0, within(0.01));
    assertThat(moment(numbers, 2)).isCloseTo(1, within(0.02));
    assertThat(moment(numbers, 3)).isCloseTo(0, within(0.05));
    assertThat(moment(numbers, 4)).isCloseTo(3, within(0.1));
  }

  @Test
  void neighboursAreNotCorrelated() {
    double[] numbers = NoiseSource.seeded(2).normal(DType.FLOAT64, MANY).doubles();
    double products = 0;
    for (int i = 1; i < numbers.length; i++) {
      products += numbers[i] * numbers[i - 1];
    }
    assertThat(products / numbers.length).isCloseTo(0, within(0.01));
  }

  @Test
  void uniformNumbersAreInTheirInterval() {
    float[] numbers = NoiseSource.seeded(3).uniform(DType.FLOAT32, Shape.of(2_000_000)).floats();
    double sum = 0;
    for (float number : numbers) {
      sum += number;
      assertThat(number >= 0 && number < 1).isTrue();
    }
    assertThat(sum / numbers.length).isCloseTo(0.5, within(0.001));
  }

  @Test
  void rademacherNumbersAreSigns() {
    float[] numbers = NoiseSource.seeded(4).rademacher(DType.FLOAT32, MANY).floats();
    int positive = 0;
    for (float number : numbers) {
      assertThat(Math.abs(number)).isEqualTo(1);
      positive += number > 0 ? 1 : 0;
    }
    assertThat(positive / 200_000.0).isCloseTo(0.5, within(0.005));
  }

  @Test
  void integersAreEvenlySpread() {
    int[] counts = new int[10];
    for (int number : NoiseSource.seeded(5).integers(MANY, 10).ints()) {
      counts[number]++;
    }
    assertThat(IntStream.of(counts)).allMatch(count -> Math.abs(count - 20_000) < 700);
    assertThat(NoiseSource.seeded(5).integers(Shape.of(100), 1).ints()).containsOnly(0);
    assertThat(IntStream.of(NoiseSource.seeded(5).integers(MANY, Integer.MAX_VALUE).ints()))
        .allMatch(number -> number >= 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NoiseSource.seeded(5).integers(Shape.of(1), 0))
        .withMessage("integers: the bound is at least 1, found 0");
  }

  @Test
  void aPermutationHoldsEveryNumberOnce() {
    int[] permutation = NoiseSource.seeded(6).permutation(1001);
    assertThat(permutation).isNotEqualTo(IntStream.range(0, 1001).toArray());
    Arrays.sort(permutation);
    assertThat(permutation).isEqualTo(IntStream.range(0, 1001).toArray());
    assertThat(NoiseSource.seeded(6).permutation(0)).isEmpty();
    assertThat(NoiseSource.seeded(6).permutation(1)).containsExactly(0);
  }

  @Test
  void everyOrderOfThreeIsEquallyLikely() {
    NoiseSource source = NoiseSource.seeded(7);
    int[] counts = new int[27];
    for (int i = 0; i < 60_000; i++) {
      int[] order = source.permutation(3);
      counts[order[0] * 9 + order[1] * 3 + order[2]]++;
    }
    assertThat(IntStream.of(counts).filter(count -> count > 0))
        .hasSize(6)
        .allMatch(count -> Math.abs(count - 10_000) < 500);
  }

  @Test
  void theSameSeedGivesTheSameNoise() {
    assertThat(normal(NoiseSource.seeded(8))).isEqualTo(normal(NoiseSource.seeded(8)));
    assertThat(normal(NoiseSource.seeded(8))).isNotEqualTo(normal(NoiseSource.seeded(9)));
  }

  @Test
  void everyDrawIsNew() {
    NoiseSource source = NoiseSource.seeded(10);
    assertThat(normal(source)).isNotEqualTo(normal(source));
  }

  static Stream<Consumer<NoiseSource>> draws() {
    return Stream.of(
        source -> source.normal(DType.FLOAT32, Shape.of(7)),
        source -> source.uniform(DType.FLOAT64, Shape.of(1)),
        source -> source.rademacher(DType.FLOAT32, Shape.of(20_001)),
        source -> source.integers(Shape.of(3), 5),
        source -> source.permutation(11),
        source -> source.split(3));
  }

  @ParameterizedTest
  @MethodSource("draws")
  void aRestoredSourceContinuesExactly(Consumer<NoiseSource> before) {
    NoiseSource source = NoiseSource.seeded(11).split(2);
    before.accept(source);
    NoiseSource restored = NoiseSource.restore(source.state());
    for (Function<NoiseSource, HostArray> draw : allKinds()) {
      assertThat(draw.apply(restored)).isEqualTo(draw.apply(source));
    }
    assertThat(restored.permutation(9)).isEqualTo(source.permutation(9));
    assertThat(normal(restored.split(1))).isEqualTo(normal(source.split(1)));
    assertThat(restored.state()).isEqualTo(source.state());
  }

  @Test
  void aSplitDoesNotDependOnWhatWasDrawn() {
    NoiseSource source = NoiseSource.seeded(12);
    HostArray before = normal(source.split(4));
    normal(source);
    assertThat(normal(source.split(4))).isEqualTo(before);
  }

  @Test
  void splittingChangesNothing() {
    NoiseSource source = NoiseSource.seeded(13);
    NoiseSource.State state = source.state();
    source.split(1);
    assertThat(source.state()).isEqualTo(state);
  }

  @Test
  void splitsDiffer() {
    NoiseSource source = NoiseSource.seeded(14);
    assertThat(
            Stream.of(
                    source,
                    source.split(0),
                    source.split(1),
                    source.split(0).split(0),
                    source.split(0).split(1),
                    NoiseSource.seeded(15).split(0))
                .map(NoiseSourceTest::normal))
        .doesNotHaveDuplicates();
  }

  @Test
  void aLargeDrawBeginsLikeASmallOne() {
    // Large requests are drawn in parallel: the chunks must not show.
    double[] small = NoiseSource.seeded(16).normal(DType.FLOAT64, Shape.of(9)).doubles();
    double[] large = NoiseSource.seeded(16).normal(DType.FLOAT64, Shape.of(50_001)).doubles();
    assertThat(Arrays.copyOf(large, 8)).containsExactly(Arrays.copyOf(small, 8));
    assertThat(Arrays.stream(large).distinct().count()).isEqualTo(50_001);
  }

  @Test
  void float32IsFloat64Rounded() {
    HostArray single = NoiseSource.seeded(17).normal(DType.FLOAT32, Shape.of(100));
    HostArray twice = NoiseSource.seeded(17).normal(DType.FLOAT64, Shape.of(100));
    assertThat(single).isEqualTo(twice.to(DType.FLOAT32));
  }

  private static List<Function<NoiseSource, HostArray>> allKinds() {
    Shape shape = Shape.of(2, 3, 3);
    return List.of(
        source -> source.normal(DType.FLOAT32, shape),
        source -> source.uniform(DType.FLOAT32, shape),
        source -> source.rademacher(DType.FLOAT64, shape),
        source -> source.integers(shape, 17));
  }

  private static HostArray normal(NoiseSource source) {
    return source.normal(DType.FLOAT64, Shape.of(6));
  }

  private static double moment(double[] numbers, int order) {
    return Arrays.stream(numbers).map(x -> Math.pow(x, order)).average().orElseThrow();
  }
}
