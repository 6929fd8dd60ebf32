package org.ncsn.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.lowering.Vectors;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

class RepetitionTest {
  private static Backend backend;

  @BeforeAll
  static void open() {
    assumeTrue(Vectors.areAvailable(), "kernels in Java cannot be used here");
    backend =
        Backends.open(
            "nd4j", new BackendOptions(2, "cpu", BackendOptions.Precision.FLOAT32, false));
  }

  @AfterAll
  static void close() {
    if (backend != null) {
      backend.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2 3 1 5 1 16, 2 3 2 5 2 16",
    "1 14 1 14 1 128, 1 14 2 14 2 128",
    "3 28 1 28 1 24, 3 28 2 28 2 24",
    "5 1, 5 17",
    "16, 40 16",
    "1 1 9, 7 5 9",
    "2 1 3 1, 2 400 3 100",
    "1 1000, 300 1000",
    "3 1 16384, 3 2 16384",
    "3 1 16385, 3 2 16385",
    "4 1 2, 4 3 2"
  })
  void everyNumberStandsWhereverItIsRepeated(String from, String to) {
    Shape shape = shape(from);
    Shape result = shape(to);
    float[] numbers = new float[shape.intSize()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % 7 == 3 ? Float.NaN : i;
    }
    try (Scope scope = Scope.open()) {
      float[] found =
          backend.tensor(HostArray.of(shape, numbers)).broadcastTo(result).toHost().floats();
      float[] expected = new float[result.intSize()];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = numbers[source(i, shape, result)];
      }
      assertThat(found).isEqualTo(expected);
    }
  }

  /** Where the number at a place of the result comes from. */
  private static int source(int place, Shape shape, Shape result) {
    int missing = result.rank() - shape.rank();
    int source = 0;
    int[] strides = shape.strides();
    int[] steps = result.strides();
    for (int axis = 0; axis < shape.rank(); axis++) {
      int coordinate = place / steps[axis + missing] % result.extent(axis + missing);
      source += coordinate % shape.extent(axis) * strides[axis];
    }
    return source;
  }

  private static Shape shape(String extents) {
    return Shape.of(
        Stream.of(extents.split(" "))
            .flatMapToInt(e -> IntStream.of(Integer.parseInt(e)))
            .toArray());
  }
}
