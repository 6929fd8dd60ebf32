package org.ncsn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.random.NoiseSource;
import org.ncsn.tck.TensorAssert;
import org.ncsn.tck.reference.ReferenceEngine;

class CompositionsTest {
  private static final int[] ROWS = {0};
  private static final HostArray ANY =
      HostArray.of(Shape.of(2, 4), new double[] {-800, -1.5, -1e-9, 0, 1e-9, 0.25, 3, 800});
  private static final HostArray POSITIVE =
      HostArray.of(Shape.of(2, 4), new double[] {1e-9, 0.1, 0.5, 1, 2, 3, 100, 1e9});
  private static final HostArray AN_ELU =
      HostArray.of(Shape.of(2, 4), new double[] {-1, -0.5, -1e-9, 0, 1e-9, 1, 2, 800});

  private final Kernels<HostArray> sound = new ReferenceEngine().kernels();
  private final IrreducibleEngine irreducible = new IrreducibleEngine();

  static Stream<Arguments> kernels() {
    return Stream.of(
        kernel("leakyRelu", (kernels, x) -> kernels.elementwise().leakyRelu(x, 0.2)),
        kernel("clamp", (kernels, x) -> kernels.elementwise().clamp(x, -1, 2)),
        kernel("eluGradient", (kernels, x) -> kernels.elementwise().eluGradient(x, AN_ELU)),
        kernel(
            "softmax", (kernels, x) -> kernels.reductions().softmax(x, 1, kernels.elementwise())),
        kernel("mean", (kernels, x) -> kernels.reductions().reduce(Reduction.MEAN, x, ROWS, true)),
        kernel(
            "sum of squares",
            (kernels, x) -> kernels.reductions().reduce(Reduction.SUM_OF_SQUARES, x, ROWS, false)));
  }

  static Stream<Arguments> structures() {
    HostArray image = numbers(Shape.of(2, 5, 4, 3));
    HostArray taps = numbers(Shape.of(3, 2, 3));
    DepthwiseGeometry each =
        new DepthwiseGeometry(image.shape(), taps.shape(), new ConvGeometry(2, 1, 1, 0, 1, 2));
    HostArray outputs = numbers(each.output());
    HostArray left = numbers(Shape.of(3, 4, 2));
    HostArray right = numbers(Shape.of(3, 5, 4));
    return Stream.of(
        structure("a stack of products", k -> stack(k, left, right)),
        structure(
            "no products at all",
            k -> stack(k, HostArray.zeros(none(4, 2)), HostArray.zeros(none(5, 4)))),
        structure("depthwise", k -> k.convolution().depthwise(image, taps, each, k)),
        structure(
            "its gradient at the image",
            k -> k.convolution().depthwiseInputGradient(outputs, taps, each, k)),
        structure(
            "its gradient at the kernel",
            k -> k.convolution().depthwiseKernelGradient(image, outputs, each, k)));
  }

  private static HostArray stack(Kernels<HostArray> k, HostArray left, HostArray right) {
    return k.matrices().matmulEach(left, left.shape(), right, right.shape(), true, true, k);
  }

  private static TensorType none(int rows, int columns) {
    return new TensorType(DType.FLOAT64, Shape.of(0, rows, columns));
  }

  private static HostArray numbers(Shape shape) {
    return NoiseSource.seeded(3).normal(DType.FLOAT64, shape);
  }

  private static Arguments structure(
      String name, Function<Kernels<HostArray>, HostArray> computation) {
    return Arguments.argumentSet(name, computation);
  }

  @ParameterizedTest
  @MethodSource("structures")
  void aStructureMadeOfOthersIsRightAndHoldsNothingInBetween(
      Function<Kernels<HostArray>, HostArray> computation) {
    HostArray result = computation.apply(irreducible.kernels());
    TensorAssert.assertThat(result).isElementwiseCloseTo(computation.apply(sound), 1e-12);
    assertThat(irreducible.live()).isSubsetOf(result);
  }

  private static Arguments kernel(
      String name, BiFunction<Kernels<HostArray>, HostArray, HostArray> kernel) {
    return Arguments.argumentSet(name, kernel);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void aComposedKernelIsRightAndHoldsNothingButItsResult(
      BiFunction<Kernels<HostArray>, HostArray, HostArray> kernel) {
    HostArray result = kernel.apply(irreducible.kernels(), ANY);
    TensorAssert.assertThat(result).isElementwiseCloseTo(kernel.apply(sound, ANY), 1e-12);
    assertThat(irreducible.live()).containsExactly(result);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EXP", "LOG", "LOG1P", "SQRT", "SIN", "COS", "TANH"})
  void aComposedFunctionIsRightAndHoldsNothingButItsResult(UnaryFunction function) {
    HostArray x = function == UnaryFunction.RSQRT ? POSITIVE : ANY;
    HostArray result = irreducible.kernels().elementwise().unary(function, x);
    TensorAssert.assertThat(result)
        .isElementwiseCloseTo(sound.elementwise().unary(function, x), 1e-12);
    assertThat(irreducible.live()).containsExactly(result);
  }

  @ParameterizedTest
  @EnumSource(names = {"EXP", "LOG", "LOG1P", "SQRT", "SIN", "COS", "TANH"})
  void whatEveryEngineComputesItselfIsNotComposed(UnaryFunction function) {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> irreducible.kernels().elementwise().composed(function, POSITIVE))
        .withMessageContaining("every engine computes it itself");
  }

  @Test
  void sumsAndMaximaAreNotComposed() {
    for (Reduction reduction : new Reduction[] {Reduction.SUM, Reduction.MAX}) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(
              () ->
                  irreducible
                      .kernels()
                      .reductions()
                      .composed(reduction, ANY, ROWS, true, irreducible.kernels().elementwise()));
    }
  }
}
