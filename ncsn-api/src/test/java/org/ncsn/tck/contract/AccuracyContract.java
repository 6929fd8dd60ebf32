package org.ncsn.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ncsn.tck.TensorAssert.assertThat;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.autograd.Gradients;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Matrices;
import org.ncsn.primitive.Probabilities;
import org.ncsn.primitive.Reductions;
import org.ncsn.primitive.Shaping;
import org.ncsn.tck.Rounding;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Tensor;

/** Numbers at which a careless formula overflows, cancels or starts from the wrong one. */
public abstract class AccuracyContract extends Contract {
  private static final double TOLERANCE = Rounding.TOLERANCE;

  protected AccuracyContract(Supplier<Backend> opened) {
    super(opened);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void softplusNeitherOverflowsNorVanishes(DType dtype) {
    assertThat(apply(dtype, Elementwise::softplus, -1000, -50, 0, 50, 1000))
        .isElementwiseCloseTo(expected(0, Math.exp(-50), Math.log(2), 50, 1000), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void saturatingFunctionsSaturate(DType dtype) {
    assertThat(apply(dtype, Elementwise::sigmoid, -1000, 0, 1000))
        .isCloseTo(expected(0, 0.5, 1), TOLERANCE);
    assertThat(apply(dtype, Elementwise::tanh, -1000, 0, 1000))
        .isCloseTo(expected(-1, 0, 1), TOLERANCE);
    assertThat(apply(dtype, Elementwise::elu, -1000, 0, 1000))
        .isCloseTo(expected(-1, 0, 1000), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void gradientsAreFiniteWhereFunctionsSaturate(DType dtype) {
    assertThat(gradient(dtype, Elementwise::softplus, -1000, 0, 1000))
        .isCloseTo(expected(0, 0.5, 1), TOLERANCE);
    assertThat(gradient(dtype, Elementwise::elu, -1000, -1, 1000))
        .isCloseTo(expected(0, Math.exp(-1), 1), TOLERANCE);
    assertThat(gradient(dtype, Elementwise::tanh, -1000, 0, 1000))
        .isCloseTo(expected(0, 1, 0), TOLERANCE);
  }

  /** Engines compute small products, thin ones and large ones in different ways. */
  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "2,128,128",
    "128,2,128",
    "128,128,2",
    "7,65,17",
    "64,64,64",
    "5,1300,33",
    "90,110,70"
  })
  void productsOfMatricesAreSumsOfProducts(int rows, int depth, int columns) {
    HostArray a = noise.normal(DType.FLOAT32, Shape.of(rows, depth));
    HostArray b = noise.normal(DType.FLOAT32, Shape.of(depth, columns));
    Tensor left = tensor(a);
    Tensor right = tensor(b);
    Tensor leftTransposed = Shaping.transpose(left, 1, 0);
    Tensor rightTransposed = Shaping.transpose(right, 1, 0);
    areProducts(Matrices.matmul(left, right), a, b, columns);
    areProducts(Matrices.matmul(leftTransposed, right, true, false), a, b, columns);
    areProducts(Matrices.matmul(left, rightTransposed, false, true), a, b, columns);
    areProducts(Matrices.matmul(leftTransposed, rightTransposed, true, true), a, b, columns);
  }

  private static void areProducts(Tensor found, HostArray a, HostArray b, int columns) {
    float[] numbers = found.toHost().floats();
    int depth = b.floats().length / columns;
    for (int i = 0; i < numbers.length; i++) {
      double sum = 0;
      double size = 0;
      for (int j = 0; j < depth; j++) {
        double product =
            (double) a.floats()[i / columns * depth + j] * b.floats()[j * columns + i % columns];
        sum += product;
        size += Math.abs(product);
      }
      // Roundings go either way, so that their sum grows with the root of how many there are.
      assertThat((double) numbers[i]).isCloseTo(sum, within(4 * 0x1p-24 * Math.sqrt(depth) * size));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void log1pIsAccurateNearZero(DType dtype) {
    assertThat(apply(dtype, Elementwise::log1p, 1e-10, -1e-10, 0))
        .isElementwiseCloseTo(expected(1e-10, -1e-10, 0), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void expm1IsAccurateNearZeroAndSaturates(DType dtype) {
    assertThat(apply(dtype, Elementwise::expm1, 1e-10, -1e-10, 0, -1000, 20))
        .isElementwiseCloseTo(expected(1e-10, -1e-10, 0, -1, Math.expm1(20)), TOLERANCE);
  }

  /** As many turns as the times of a network are told in. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void anglesOfManyTurnsHaveSines(DType dtype) {
    assertThat(apply(dtype, Elementwise::sin, 0, 999, -1500.5))
        .isCloseTo(expected(0, Math.sin(999), Math.sin(-1500.5)), TOLERANCE);
    assertThat(apply(dtype, Elementwise::cos, 0, 999, -1500.5))
        .isCloseTo(expected(1, Math.cos(999), Math.cos(-1500.5)), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void logSumExpDoesNotOverflow(DType dtype) {
    assertThat(apply(dtype, x -> Reductions.logSumExp(x, true), 1000, 1000))
        .isCloseTo(expected(1000 + Math.log(2)), TOLERANCE);
    assertThat(apply(dtype, x -> Reductions.logSumExp(x, true), -1000, -1000))
        .isCloseTo(expected(-1000 + Math.log(2)), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void softmaxNeitherOverflowsNorVanishes(DType dtype) {
    assertThat(apply(dtype, Probabilities::softmax, 1000, 1000, -1000))
        .isCloseTo(expected(0.5, 0.5, 0), TOLERANCE);
    assertThat(apply(dtype, Probabilities::softmax, -1000, -1000))
        .isCloseTo(expected(0.5, 0.5), TOLERANCE);
    assertThat(apply(dtype, Probabilities::logSoftmax, -1000, 1000))
        .isElementwiseCloseTo(expected(-2000, 0), TOLERANCE);
    // Of a probability of nearly 1, the logarithm is what is missing.
    assertThat(apply(dtype, Probabilities::logSoftmax, 12, 0))
        .isCloseTo(expected(-Math.log1p(Math.exp(-12)), -12), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void theMaximumOfNegativeNumbersIsNegative(DType dtype) {
    assertThat(apply(dtype, x -> Reductions.max(x, true), -3, -2, -5)).isCloseTo(expected(-2), 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void sumsOfManyNumbersStayAccurate(DType dtype) {
    double[] many = new double[100_000];
    Arrays.fill(many, 0.1);
    // Of 64 partial sums each may round always the same way: one running sum would be off by more.
    double tolerance = many.length / 64.0 * 0x1.0p-24;
    assertThat(apply(dtype, x -> Reductions.mean(x, true), many))
        .isElementwiseCloseTo(expected(0.1), tolerance);
  }

  private Tensor apply(DType dtype, UnaryOperator<Tensor> function, double... numbers) {
    return function.apply(tensor(expected(numbers).to(dtype)));
  }

  private Tensor gradient(DType dtype, UnaryOperator<Tensor> function, double... numbers) {
    Tensor x = tensor(expected(numbers).to(dtype)).watched();
    return Gradients.of(function.apply(x).sum(), x);
  }

  private static HostArray expected(double... numbers) {
    return HostArray.of(Shape.of(numbers.length), numbers);
  }
}
