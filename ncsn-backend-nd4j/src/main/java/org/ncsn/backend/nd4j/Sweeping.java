package org.ncsn.backend.nd4j;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.compiler.Fusible;
import org.ncsn.lowering.BiasedConvolutions;
import org.ncsn.primitive.Elementwise.Binary;
import org.ncsn.primitive.Shaping.BroadcastTo;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * Which instructions are computed in sweeps: all float32 that there are kernels for, but biases
 * that convolutions add anyway.
 */
record Sweeping(BiasedConvolutions biased) implements Fusible {
  @Override
  public boolean computes(Program program, int index) {
    Instruction instruction = program.instructions().get(index);
    return biased.at(index).isEmpty()
        && Tape.knows(instruction.primitive())
        && Stream.concat(
                instruction.operands().stream().map(program::type), Stream.of(instruction.type()))
            .allMatch(Sweeping::isReached);
  }

  private static boolean isReached(TensorType type) {
    return type.dtype() == DType.FLOAT32
        && type.shape().size() > 0
        && type.bytes() <= Integer.MAX_VALUE;
  }

  /** Whether what is made of the sums of rows can be computed with the sums. */
  static boolean hasRows(TensorType type) {
    if (!isReached(type) || type.shape().rank() == 0) {
      return false;
    }
    Shape space = type.shape();
    List<Shape> sums = List.of(space.with(space.rank() - 1, 1));
    return Layout.of(space, List.of(space), sums, sums).isPresent();
  }

  @Override
  public boolean fits(
      Shape space, Collection<Shape> shapes, Collection<Shape> sums, Collection<Shape> usedSums) {
    return Layout.of(space, shapes, sums, usedSums).isPresent();
  }

  /** The engine's own sums and products of two arrays are one pass over memory, too. */
  @Override
  public boolean isWorthwhile(List<Instruction> instructions) {
    List<Primitive> primitives =
        instructions.stream()
            .map(Instruction::primitive)
            .filter(primitive -> !(primitive instanceof BroadcastTo))
            .toList();
    return primitives.size() > 1
        || primitives.stream().anyMatch(primitive -> !(primitive instanceof Binary));
  }
}
