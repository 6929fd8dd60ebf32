package org.ncsn.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.engine.Interpreter;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.primitive.Convolution.Conv2d;
import org.ncsn.primitive.Convolution.InputGradient;
import org.ncsn.primitive.Convolution.KernelGradient;
import org.ncsn.program.Program;
import org.ncsn.program.Programs;
import org.ncsn.random.NoiseSource;
import org.ncsn.tck.Agreement;
import org.ncsn.tck.reference.ReferenceEngine;

class PlainConvolutionsTest {
  private static final WinogradFit ALWAYS = new WinogradFit(sizes -> true);

  @ParameterizedTest
  @CsvSource({
    // height, width, padding, dilation
    "5, 6, 1, 1",
    "5, 6, 0, 1",
    "6, 4, 2, 2",
    "7, 9, 2, 2",
    "10, 7, 4, 4",
    "7, 8, 0, 2",
  })
  void thePlainOnesComputeTheSame(int height, int width, int padding, int dilation) {
    ConvGeometry geometry = ConvGeometry.of(1, padding, dilation);
    Program program = convolutionAndGradients(Shape.of(2, height, width, 3), geometry);
    Program plain = PlainConvolutions.of(program, ALWAYS);

    assertThat(plain.instructions()).noneMatch(i -> i.primitive() instanceof InputGradient);
    assertThat(plain.instructions())
        .filteredOn(i -> i.primitive() instanceof Conv2d)
        .hasSize(2)
        .allMatch(i -> ((Conv2d) i.primitive()).geometry().isDense());
    assertThat(plain.instructions())
        .filteredOn(i -> i.primitive() instanceof KernelGradient)
        .singleElement()
        .matches(i -> ((KernelGradient) i.primitive()).geometry().isDense());
    List<HostArray> inputs = program.inputs().stream().map(PlainConvolutionsTest::normal).toList();
    List<HostArray> expected = run(program, inputs);
    List<HostArray> found = run(plain, inputs);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i).type()).isEqualTo(expected.get(i).type());
      assertThat(Agreement.error(found.get(i), expected.get(i))).isLessThan(64 * Math.ulp(1f));
    }
  }

  @Test
  void whatWinogradsAlgorithmDoesNotComputeStaysAsItIs() {
    Shape image = Shape.of(2, 7, 7, 3);
    for (ConvGeometry geometry :
        List.of(
            ConvGeometry.of(2, 1, 1),
            ConvGeometry.of(2, 2, 2),
            new ConvGeometry(1, 1, 1, 1, 2, 2))) {
      Program program = convolutionAndGradients(image, geometry);
      assertThat(PlainConvolutions.of(program, ALWAYS)).isEqualTo(program);
    }
    Program dilated = convolutionAndGradients(image, ConvGeometry.of(1, 2, 2));
    assertThat(PlainConvolutions.of(dilated, new WinogradFit(sizes -> false))).isEqualTo(dilated);
  }

  private static Program convolutionAndGradients(Shape image, ConvGeometry geometry) {
    Shape kernel = Shape.of(3, 3, 3, 4);
    Shape output = geometry.output(image, kernel);
    Programs written = new Programs(type(image), type(kernel), type(output));
    return written.returning(
        written.add(new Conv2d(geometry), 0, 1),
        written.add(new InputGradient(image, geometry), 2, 1),
        written.add(new KernelGradient(kernel, geometry), 0, 2));
  }

  private static TensorType type(Shape shape) {
    return new TensorType(DType.FLOAT32, shape);
  }

  private static HostArray normal(TensorType type) {
    return NoiseSource.seeded(type.shape().size()).normal(type.dtype(), type.shape());
  }

  private static List<HostArray> run(Program program, List<HostArray> inputs) {
    return new Interpreter<>(program, new ReferenceEngine()).run(inputs);
  }
}
