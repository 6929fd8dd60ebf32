package org.ncsn.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.lowering.BiasedConvolutions.Biased;
import org.ncsn.primitive.Convolution.Conv2d;
import org.ncsn.primitive.Elementwise.Binary;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

class BiasedConvolutionsTest {
  private static final TensorType IMAGE = type(2, 8, 8, 5);

  // Inputs: 0 images, 1 a kernel, 2 a bias, 3 a number for each column. Value 4 is the convolution.
  private static final List<TensorType> INPUTS =
      List.of(IMAGE, type(3, 3, 5, 5), type(5), type(8, 1));

  private static final Instruction CONVOLUTION = convolution(1);

  @Test
  void aBiasJoinsTheConvolutionOnEitherSide() {
    for (Instruction sum : List.of(sum(4, 2), sum(2, 4))) {
      BiasedConvolutions found = of(List.of(5), CONVOLUTION, sum);
      assertThat(found.isJoined(0)).isTrue();
      assertThat(found.at(1)).contains(new Biased(CONVOLUTION, 2));
    }
  }

  @Test
  void aResultThatIsNeededOtherwiseStaysApart() {
    assertThat(of(List.of(4, 5), CONVOLUTION, sum(4, 2)).isJoined(0)).isFalse();
    assertThat(of(List.of(5, 6), CONVOLUTION, sum(4, 2), sum(4, 0)).isJoined(0)).isFalse();
  }

  @Test
  void whatIsNoBiasStaysApart() {
    assertThat(of(List.of(5), CONVOLUTION, sum(4, 3)).isJoined(0)).isFalse();
    assertThat(of(List.of(5), CONVOLUTION, sum(4, 0)).isJoined(0)).isFalse();
    assertThat(of(List.of(5), CONVOLUTION, sum(4, 4)).isJoined(0)).isFalse();
    assertThat(of(List.of(4), sum(0, 2)).at(0)).isEmpty();
  }

  @Test
  void aDilatedConvolutionStaysApart() {
    assertThat(of(List.of(5), convolution(2), sum(4, 2)).isJoined(0)).isFalse();
  }

  private static BiasedConvolutions of(List<Integer> outputs, Instruction... instructions) {
    return BiasedConvolutions.of(new Program("test", INPUTS, List.of(instructions), outputs));
  }

  private static Instruction convolution(int dilation) {
    Conv2d conv2d = new Conv2d(ConvGeometry.of(1, dilation, dilation));
    return new Instruction(conv2d, List.of(0, 1), IMAGE);
  }

  private static Instruction sum(int left, int right) {
    return new Instruction(new Binary(BinaryFunction.ADD), List.of(left, right), IMAGE);
  }

  private static TensorType type(int... extents) {
    return new TensorType(DType.FLOAT32, Shape.of(extents));
  }
}
