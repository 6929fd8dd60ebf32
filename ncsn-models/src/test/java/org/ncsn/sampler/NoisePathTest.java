package org.ncsn.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ncsn.sampler.SampleNoise.Purpose.STEP;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.random.NoiseSource;

class NoisePathTest {
  private static final Shape ENDS = Shape.of(2, 50, 50, 1);
  private static final int SIZE = 2500;
  private static final int LENGTH = 5;

  @Test
  void beginsAndEndsWithTheNoiseOfItsSources() {
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      HostArray normal = path().normals(STEP, 0, 3, samples(dtype));
      HostArray uniform = path().uniforms(STEP, 0, 3, samples(dtype));
      assertThat(normal.shape()).isEqualTo(Shape.of(10, 50, 50, 1));
      HostArray first = of(1).normals(STEP, 0, 3, ends(dtype));
      HostArray last = of(2).uniforms(STEP, 0, 3, ends(dtype));
      for (int i = 0; i < SIZE; i++) {
        assertThat(normal.at(5 * SIZE + i)).isEqualTo(first.at(SIZE + i));
        assertThat(uniform.at(4 * SIZE + i)).isEqualTo(last.at(i));
      }
    }
  }

  @Test
  void staysStandardNormalOnItsWay() {
    HostArray noise = path().normals(STEP, 0, 3, samples(DType.FLOAT64));
    for (int image = 0; image < 10; image++) {
      double[] numbers = numbers(noise, image);
      assertThat(mean(numbers)).isCloseTo(0, within(4 / Math.sqrt(SIZE)));
      assertThat(mean(Arrays.stream(numbers).map(x -> x * x).toArray()))
          .isCloseTo(1, within(4 * Math.sqrt(2.0 / SIZE)));
    }
  }

  @Test
  void staysUniformOnItsWay() {
    HostArray noise = path().uniforms(STEP, 0, 3, samples(DType.FLOAT64));
    for (int image = 0; image < 10; image++) {
      double[] numbers = numbers(noise, image);
      assertThat(Arrays.stream(numbers).allMatch(x -> x >= 0 && x <= 1)).isTrue();
      assertThat(mean(numbers)).isCloseTo(0.5, within(4 / Math.sqrt(12.0 * SIZE)));
      assertThat(mean(Arrays.stream(numbers).map(x -> x * x).toArray()))
          .isCloseTo(1.0 / 3, within(4 * Math.sqrt(4.0 / 45 / SIZE)));
    }
  }

  @Test
  void movesALittleFromImageToImage() {
    HostArray noise = path().normals(STEP, 0, 3, samples(DType.FLOAT64));
    double angle = Math.PI / 2 / (LENGTH - 1);
    for (int image = 0; image < LENGTH - 1; image++) {
      double[] here = numbers(noise, image);
      double[] next = numbers(noise, image + 1);
      double product = mean(IntStream.range(0, SIZE).mapToDouble(i -> here[i] * next[i]).toArray());
      assertThat(product).isCloseTo(Math.cos(angle), within(8 / Math.sqrt(SIZE)));
    }
  }

  @Test
  void hasTwoEnds() {
    assertThatThrownBy(() -> new NoisePath(of(1), of(2), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("noise path: has two ends, found length 1");
  }

  private static SampleNoise of(long seed) {
    return SampleNoise.of(NoiseSource.seeded(seed));
  }

  private static TensorType ends(DType dtype) {
    return new TensorType(dtype, ENDS);
  }

  private static TensorType samples(DType dtype) {
    return new TensorType(dtype, ENDS.with(0, LENGTH * ENDS.extent(0)));
  }

  private static NoisePath path() {
    return new NoisePath(of(1), of(2), LENGTH);
  }

  private static double[] numbers(HostArray noise, int image) {
    return IntStream.range(0, SIZE).mapToDouble(i -> noise.at(image * SIZE + i)).toArray();
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).average().orElseThrow();
  }
}
