package org.ncsn.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.autograd.Gradients;
import org.ncsn.compiler.Fusion;
import org.ncsn.compiler.Softmaxes;
import org.ncsn.lowering.BiasedConvolutions;
import org.ncsn.lowering.Vectors;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Probabilities;
import org.ncsn.primitive.Reductions;
import org.ncsn.program.Program;
import org.ncsn.random.NoiseSource;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.Backends;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

class SweepsTest {
  private static final NoiseSource NOISE = NoiseSource.seeded(3);
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
  @CsvSource({"9,7,16", "28,28,64", "5,3,1", "33,17,3", "1,1,700"})
  void anImageHasTheSameBitsInAnyBatch(int height, int width, int channels) {
    HostArray batch = NOISE.normal(DType.FLOAT32, Shape.of(3, height, width, channels));
    float[] all = run(one, SweepsTest::normalized, batch);
    int size = all.length / 3;
    for (int image = 0; image < 3; image++) {
      float[] numbers = new float[size];
      System.arraycopy(batch.floats(), image * size, numbers, 0, size);
      HostArray alone = HostArray.of(Shape.of(1, height, width, channels), numbers);
      float[] expected = new float[size];
      System.arraycopy(all, image * size, expected, 0, size);
      assertThat(run(one, SweepsTest::normalized, alone)).isEqualTo(expected);
    }
  }

  @Test
  void bitsDoNotDependOnThreads() {
    HostArray batch = NOISE.normal(DType.FLOAT32, Shape.of(5, 28, 28, 64));
    assertThat(run(two, SweepsTest::normalized, batch))
        .isEqualTo(run(one, SweepsTest::normalized, batch));
    UnaryOperator<Tensor> total = x -> Reductions.sum(x.square().add(x), false);
    assertThat(run(two, total, batch)).isEqualTo(run(one, total, batch));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 16, 257, 1500})
  void aSoftmaxAndItsGradientAreAPassEach(int width) {
    UnaryOperator<List<Tensor>> attention =
        in -> {
          Tensor x = in.get(0).multiply(0.125).watched();
          Tensor y = Probabilities.softmax(x);
          return List.of(y, Gradients.of(Reductions.sum(y.square(), false), List.of(x)).get(0));
        };
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(2, 7, width));
    try (CompiledProgram compiled = one.compile("attention", List.of(type), attention)) {
      Program program = Softmaxes.writtenOut(compiled.program(), Sweeping::hasRows);
      Fusion fusion = Fusion.of(program, new Sweeping(BiasedConvolutions.of(program)));
      assertThat(fusion.sweeps()).hasSizeLessThanOrEqualTo(2);
      assertThat(fusion.sweeps().stream().mapToInt(sweep -> sweep.end() - sweep.first()).sum())
          .isEqualTo(fusion.program().instructions().size());
    }
  }

  @Test
  void exponentialsAreRightToTheLastDigits() {
    isRight(Elementwise::exp, Math::exp, 1e-38);
    isRight(Elementwise::expm1, Math::expm1, 1e-38);
    isRight(Elementwise::tanh, Math::tanh, 1e-38);
    isRight(Elementwise::sigmoid, x -> 1 / (1 + Math.exp(-x)), 1e-38);
    isRight(Elementwise::softplus, x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), 2e-38);
    isRight(Elementwise::elu, x -> x > 0 ? x : Math.expm1(x), 1e-38);
  }

  /** Three units in the last place of a float32 number, or the smallest with all its digits. */
  private static void isRight(
      UnaryOperator<Tensor> function, DoubleUnaryOperator truth, double least) {
    float[] numbers = new float[4001];
    for (int i = 0; i < numbers.length; i++) {
      double scale = Math.pow(10, i % 9 - 7);
      numbers[i] = (float) ((i - 2000) / 2000.0 * scale * 8.6);
    }
    float[] found = run(one, function, HostArray.of(Shape.of(numbers.length), numbers));
    for (int i = 0; i < numbers.length; i++) {
      double expected = truth.applyAsDouble(numbers[i]);
      assertThat((double) found[i])
          .as("of " + numbers[i])
          .isCloseTo(expected, within(Math.max(least, Math.abs(expected) * 3 * 0x1p-23)));
    }
  }

  private static Tensor normalized(Tensor x) {
    Tensor differences = x.subtract(Reductions.mean(x, true, 1, 2));
    Tensor variance = Reductions.mean(differences.square(), true, 1, 2);
    Tensor scale = Elementwise.reciprocalSqrt(variance.add(1e-5));
    return Elementwise.elu(differences.multiply(scale)).add(Reductions.max(x, true, 3));
  }

  private static float[] run(Backend backend, UnaryOperator<Tensor> function, HostArray x) {
    try (Scope scope = Scope.open();
        CompiledProgram program =
            backend.compile("swept", List.of(x.type()), in -> List.of(function.apply(in.get(0))))) {
      return program.run(List.of(backend.tensor(x))).get(0).toHost().floats();
    }
  }
}
