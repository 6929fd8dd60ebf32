package org.ncsn.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.backend.nd4j.GradientPairs.Pair;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Convolution.InputGradient;
import org.ncsn.primitive.Convolution.KernelGradient;
import org.ncsn.primitive.Elementwise.Unary;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

class GradientPairsTest {
  private static final ConvGeometry GEOMETRY = ConvGeometry.of(1, 1, 1);
  private static final TensorType IMAGE = type(2, 8, 8, 3);
  private static final TensorType KERNEL = type(3, 3, 3, 5);
  private static final TensorType OUTPUT = type(2, 8, 8, 5);

  // Inputs: 0 an image, 1 a kernel, 2 and 3 cotangents.
  private static final List<TensorType> INPUTS = List.of(IMAGE, KERNEL, OUTPUT, OUTPUT);

  @Test
  void gradientsOfOneConvolutionAreComputedAtTheFirst() {
    assertThat(pairs(ofInput(2, 1), ofKernel(0, 2))).containsExactly(new Pair(0, 1, 0));
    assertThat(pairs(ofKernel(0, 2), ofInput(2, 1))).containsExactly(new Pair(1, 0, 0));
  }

  @Test
  void gradientsOfDifferentConvolutionsAreNoPair() {
    assertThat(pairs(ofInput(2, 1), ofKernel(0, 3))).isEmpty();
    Primitive wider = new InputGradient(IMAGE.shape(), ConvGeometry.of(1, 2, 2));
    assertThat(pairs(new Instruction(wider, List.of(2, 1), IMAGE), ofKernel(0, 2))).isEmpty();
  }

  @Test
  void aPairWaitsForAnOperandThatComesBetween() {
    // Value 5, the image of the kernel's gradient, is another convolution's gradient.
    assertThat(pairs(ofInput(2, 1), ofInput(3, 1), ofKernel(5, 2)))
        .containsExactly(new Pair(0, 2, 2));
  }

  @Test
  void aPairThatIsNeededBeforeItCanBeThereIsLeftApart() {
    // Value 4 makes value 5, which is the image of the kernel's gradient.
    assertThat(pairs(ofInput(2, 1), square(4), ofKernel(5, 2))).isEmpty();
  }

  private static List<Pair> pairs(Instruction... instructions) {
    GradientPairs pairs =
        GradientPairs.of(new Program("test", INPUTS, List.of(instructions), List.of()));
    return IntStream.range(0, instructions.length)
        .mapToObj(pairs::at)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Instruction ofInput(int cotangent, int kernel) {
    return new Instruction(
        new InputGradient(IMAGE.shape(), GEOMETRY), List.of(cotangent, kernel), IMAGE);
  }

  private static Instruction ofKernel(int image, int cotangent) {
    return new Instruction(
        new KernelGradient(KERNEL.shape(), GEOMETRY), List.of(image, cotangent), KERNEL);
  }

  private static Instruction square(int x) {
    return new Instruction(new Unary(UnaryFunction.SQUARE), List.of(x), IMAGE);
  }

  private static TensorType type(int... extents) {
    return new TensorType(DType.FLOAT32, Shape.of(extents));
  }
}
