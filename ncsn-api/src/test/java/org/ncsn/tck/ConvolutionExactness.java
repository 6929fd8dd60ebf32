package org.ncsn.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.autograd.Gradients;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.lowering.Vectors;
import org.ncsn.primitive.Convolution;
import org.ncsn.random.NoiseSource;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.ConvolutionMethod;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/**
 * How exact convolutions with fewer multiplications are, beside those of the engine's library. A
 * backend that has kernels in Java extends this.
 */
public abstract class ConvolutionExactness {
  /** Opens the backend. */
  protected abstract Backend open(BackendOptions options);

  /** Root of the mean square of errors, in units of the library's, which are 1 to 4. */
  private static final double MOST_TIMES = 10;

  /** Where the library happens to be nearly exact: roundings of single precision. */
  private static final double ROUNDINGS = 16 * Math.ulp(1f);

  @BeforeAll
  static void javaHasVectors() {
    assumeThat(Vectors.areAvailable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // images, height, width, padding, dilation, inputs, outputs, scale
    "2, 28, 28, 1, 1, 64, 64, 1",
    "3, 17, 30, 1, 1, 40, 33, 1",
    "4, 15, 13, 0, 1, 67, 96, 1",
    "4, 14, 19, 2, 1, 130, 35, 1",
    "2, 28, 21, 2, 2, 32, 48, 1",
    "9, 16, 16, 1, 1, 32, 32, 1e15",
    "9, 16, 16, 1, 1, 32, 32, 1e-15",
  })
  void errorsAreAFewTimesTheLibrarys(
      int images,
      int height,
      int width,
      int padding,
      int dilation,
      int inputs,
      int outputs,
      double scale) {
    ConvGeometry geometry = new ConvGeometry(1, 1, padding, padding, dilation, dilation);
    Shape imageShape = Shape.of(images, height, width, inputs);
    Shape kernelShape = Shape.of(3, 3, inputs, outputs);
    List<HostArray> arrays =
        List.of(
            scaled(normal(1, imageShape), scale),
            normal(2, kernelShape),
            scaled(normal(3, geometry.output(imageShape, kernelShape)), scale),
            scaled(normal(4, Shape.of(outputs)), scale));

    List<HostArray> exact = results(ConvolutionMethod.DIRECT, converted(arrays), geometry);
    List<HostArray> direct = results(ConvolutionMethod.DIRECT, arrays, geometry);
    List<HostArray> winograd = results(ConvolutionMethod.FEWEST, arrays, geometry);

    for (int i = 0; i < exact.size(); i++) {
      double norm = rootMeanSquare(exact.get(i));
      double library = distance(direct.get(i), exact.get(i)) / norm;
      double ours = distance(winograd.get(i), exact.get(i)) / norm;
      // Equal bits would mean that the library computed both.
      assertThat(Arrays.equals(winograd.get(i).floats(), direct.get(i).floats())).isFalse();
      assertThat(ours).isLessThan(Math.max(ROUNDINGS, MOST_TIMES * library));
    }
  }

  // Result and the gradients at image and kernel.
  private List<HostArray> results(
      ConvolutionMethod method, List<HostArray> arrays, ConvGeometry geometry) {
    try (Backend backend = open(BackendOptions.defaults().with(method));
        Scope scope = Scope.open();
        CompiledProgram program =
            backend.compile(
                "convolution",
                arrays.stream().map(HostArray::type).toList(),
                in -> {
                  Tensor image = in.get(0).watched();
                  Tensor kernel = in.get(1).watched();
                  Tensor result = Convolution.conv2d(image, kernel, geometry);
                  List<Tensor> all = new ArrayList<>(List.of(result.add(in.get(3))));
                  all.addAll(
                      Gradients.of(result.multiply(in.get(2)).sum(), List.of(image, kernel)));
                  return all;
                })) {
      return program.run(arrays.stream().map(backend::tensor).toList()).stream()
          .map(Tensor::toHost)
          .toList();
    }
  }

  private static HostArray normal(long seed, Shape shape) {
    return NoiseSource.seeded(seed).normal(DType.FLOAT32, shape);
  }

  private static HostArray scaled(HostArray array, double scale) {
    float[] values = array.floats().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) scale;
    }
    return HostArray.of(array.shape(), values);
  }

  private static List<HostArray> converted(List<HostArray> arrays) {
    return arrays.stream().map(array -> array.to(DType.FLOAT64)).toList();
  }

  private static double rootMeanSquare(HostArray array) {
    return distance(HostArray.zeros(array.type()), array);
  }

  private static double distance(HostArray a, HostArray b) {
    double[] left = a.to(DType.FLOAT64).doubles();
    double[] right = b.to(DType.FLOAT64).doubles();
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      double difference = left[i] - right[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum / left.length);
  }
}
