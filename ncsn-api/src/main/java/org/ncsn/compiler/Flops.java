package org.ncsn.compiler;

import java.util.List;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.DepthwiseGeometry;
import org.ncsn.primitive.Convolution.Conv2d;
import org.ncsn.primitive.Convolution.InputGradient;
import org.ncsn.primitive.Convolution.KernelGradient;
import org.ncsn.primitive.Depthwise;
import org.ncsn.primitive.Matrices.MatMul;
import org.ncsn.primitive.Matrices.MatMulEach;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * Counts the floating-point operations of convolutions and matrix products, two for each
 * multiply-add. Taps that fall on padding count too, as is usual. Everything else touches each
 * element a few times at most and is not counted.
 */
public final class Flops {
  private Flops() {}

  /** Operations of one run. */
  public static long of(Program program) {
    return program.instructions().stream()
        .mapToLong(
            instruction ->
                of(instruction, instruction.operands().stream().map(program::type).toList()))
        .sum();
  }

  private static long of(Instruction instruction, List<TensorType> operands) {
    Primitive primitive = instruction.primitive();
    if (primitive instanceof Conv2d) {
      return 2 * instruction.type().shape().size() * tapsOf(operands.get(1).shape());
    }
    if (primitive instanceof InputGradient) {
      return 2 * operands.get(0).shape().size() * tapsOf(operands.get(1).shape());
    }
    if (primitive instanceof KernelGradient) {
      return 2 * operands.get(1).shape().size() * tapsOf(instruction.type().shape());
    }
    if (primitive instanceof MatMul product) {
      int inner = operands.get(0).shape().extent(product.transposeA() ? 0 : 1);
      return 2 * instruction.type().shape().size() * inner;
    }
    if (primitive instanceof MatMulEach products) {
      long inner = products.a().extent(products.transposeA() ? 1 : 2);
      return 2 * instruction.type().shape().size() * inner;
    }
    if (primitive instanceof Depthwise.Conv2d each) {
      return ofEach(each.geometry());
    }
    if (primitive instanceof Depthwise.InputGradient each) {
      return ofEach(each.geometry());
    }
    if (primitive instanceof Depthwise.KernelGradient each) {
      return ofEach(each.geometry());
    }
    return 0;
  }

  private static long ofEach(DepthwiseGeometry geometry) {
    Shape kernel = geometry.kernel();
    return 2 * geometry.output().size() * kernel.extent(0) * kernel.extent(1);
  }

  /** How many numbers of the image make one of the output: {@code kH kW Cin}. */
  private static long tapsOf(Shape kernel) {
    return kernel.size() / kernel.extent(3);
  }
}
