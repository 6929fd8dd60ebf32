package org.ncsn.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.kernel.UnaryFunction;
import org.ncsn.primitive.Convolution;
import org.ncsn.primitive.Elementwise;
import org.ncsn.primitive.Matrices;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

class FlopsTest {
  private static final Shape IMAGE = Shape.of(2, 8, 6, 3);
  private static final Shape KERNEL = Shape.of(3, 3, 3, 5);
  private static final Shape OUTPUT = Shape.of(2, 4, 3, 5);
  private static final ConvGeometry HALVING = ConvGeometry.of(2, 1, 1);

  /** Every number of the output takes 27 multiply-adds. */
  private static final long CONVOLUTION = 2L * (2 * 4 * 3 * 5) * 27;

  @Test
  void aConvolutionAndBothOfItsGradientsTakeTheSame() {
    assertThat(flops(new Convolution.Conv2d(HALVING), IMAGE, KERNEL)).isEqualTo(CONVOLUTION);
    assertThat(flops(new Convolution.InputGradient(IMAGE, HALVING), OUTPUT, KERNEL))
        .isEqualTo(CONVOLUTION);
    assertThat(flops(new Convolution.KernelGradient(KERNEL, HALVING), IMAGE, OUTPUT))
        .isEqualTo(CONVOLUTION);
  }

  @Test
  void aMatrixProductTakesTheInnerLengthForEveryElement() {
    long expected = 2L * 4 * 5 * 7;
    assertThat(flops(new Matrices.MatMul(false, false), Shape.of(4, 7), Shape.of(7, 5)))
        .isEqualTo(expected);
    assertThat(flops(new Matrices.MatMul(true, true), Shape.of(7, 4), Shape.of(5, 7)))
        .isEqualTo(expected);
  }

  @Test
  void elementwiseOperationsAreNotCounted() {
    assertThat(flops(new Elementwise.Unary(UnaryFunction.TANH), IMAGE)).isZero();
  }

  private static long flops(Primitive primitive, Shape... operands) {
    List<TensorType> types =
        List.of(operands).stream().map(shape -> new TensorType(DType.FLOAT32, shape)).toList();
    List<Integer> numbers = java.util.stream.IntStream.range(0, operands.length).boxed().toList();
    Instruction instruction = new Instruction(primitive, numbers, primitive.infer(types));
    return Flops.of(new Program("test", types, List.of(instruction), List.of(operands.length)));
  }
}
