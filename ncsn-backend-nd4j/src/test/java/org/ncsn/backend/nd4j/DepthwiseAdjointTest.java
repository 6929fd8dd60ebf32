package org.ncsn.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.DepthwiseGeometry;
import org.ncsn.lowering.Vectors;
import org.ncsn.primitive.Depthwise.InputGradient;
import org.ncsn.random.NoiseSource;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

class DepthwiseAdjointTest {
  private static final NoiseSource NOISE = NoiseSource.seeded(5);
  private static Backend one;
  private static Backend two;

  @BeforeAll
  static void open() {
    assumeTrue(Vectors.areAvailable(), "kernels in Java cannot be used here");
    one = Backends.open("nd4j", threads(1));
    two = Backends.open("nd4j", threads(2));
  }

  @AfterAll
  static void close() {
    one.close();
    two.close();
  }

  private static BackendOptions threads(int count) {
    return new BackendOptions(count, "cpu", BackendOptions.Precision.FLOAT32, false);
  }

  @ParameterizedTest
  @CsvSource({"30,30,64,4,2,0", "9,7,2,3,1,1", "16,12,37,4,2,1", "11,11,8,5,3,2", "6,9,16,3,4,0"})
  void aPixelIsTheSumOfWhatItWasTakenFor(
      int height, int width, int channels, int taps, int stride, int pad) {
    Shape image = Shape.of(3, height, width, channels);
    Shape kernel = Shape.of(taps, taps, channels);
    DepthwiseGeometry geometry =
        new DepthwiseGeometry(image, kernel, ConvGeometry.of(stride, pad, 1));
    HostArray cotangent = NOISE.normal(DType.FLOAT32, geometry.output());
    HostArray weights = NOISE.normal(DType.FLOAT32, kernel);
    float[] found = run(one, geometry, cotangent, weights);
    double[] expected = expected(geometry, cotangent.floats(), weights.floats());
    for (int i = 0; i < found.length; i++) {
      // A few products of numbers that are hardly ever above 4.
      assertThat((double) found[i]).isCloseTo(expected[i], within(taps * taps * 16 * 0x1p-23));
    }
    assertThat(run(two, geometry, cotangent, weights)).isEqualTo(found);
    int size = cotangent.floats().length / 3;
    HostArray last =
        HostArray.of(
            geometry.output().with(0, 1),
            Arrays.copyOfRange(cotangent.floats(), 2 * size, 3 * size));
    DepthwiseGeometry alone =
        new DepthwiseGeometry(image.with(0, 1), kernel, ConvGeometry.of(stride, pad, 1));
    assertThat(run(one, alone, last, weights))
        .isEqualTo(Arrays.copyOfRange(found, found.length / 3 * 2, found.length));
  }

  private static double[] expected(DepthwiseGeometry geometry, float[] cotangent, float[] kernel) {
    Shape image = geometry.image();
    Shape output = geometry.output();
    int channels = geometry.channels();
    int taps = geometry.kernel().extent(0);
    ConvGeometry window = geometry.window();
    double[] sums = new double[image.intSize()];
    for (int i = 0; i < cotangent.length; i++) {
      int channel = i % channels;
      int column = i / channels % output.extent(2);
      int row = i / channels / output.extent(2) % output.extent(1);
      int number = i / channels / output.extent(2) / output.extent(1);
      for (int tap = 0; tap < taps * taps; tap++) {
        int y = row * window.strideH() + tap / taps - window.padH();
        int x = column * window.strideW() + tap % taps - window.padW();
        if (y >= 0 && y < image.extent(1) && x >= 0 && x < image.extent(2)) {
          int pixel = (number * image.extent(1) + y) * image.extent(2) + x;
          sums[pixel * channels + channel] +=
              (double) cotangent[i] * kernel[tap * channels + channel];
        }
      }
    }
    return sums;
  }

  private static float[] run(
      Backend backend, DepthwiseGeometry geometry, HostArray cotangent, HostArray kernel) {
    try (Scope scope = Scope.open()) {
      return Tensor.apply(
              new InputGradient(geometry), backend.tensor(cotangent), backend.tensor(kernel))
          .toHost()
          .floats();
    }
  }
}
