package org.ncsn.compiler;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.ncsn.array.TensorType;
import org.ncsn.primitive.Creation.Fill;
import org.ncsn.primitive.Elementwise.Affine;
import org.ncsn.primitive.Elementwise.Binary;
import org.ncsn.primitive.Shaping.BroadcastTo;
import org.ncsn.primitive.Shaping.Reshape;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program.Instruction;

/**
 * Arithmetic with arrays that hold one value everywhere, as the cotangents of sums and means do.
 *
 * @param fills the one value of an operand, if it has one
 * @param types types of operands
 */
record Constants(IntFunction<Optional<Fill>> fills, IntFunction<TensorType> types) {
  /** A simpler instruction with the same result, if a constant among the operands allows one. */
  Optional<Instruction> folded(Instruction instruction) {
    if (instruction.operands().isEmpty() || !instruction.type().dtype().isFloating()) {
      return Optional.empty();
    }
    Primitive primitive = instruction.primitive();
    if (primitive instanceof Binary binary) {
      return asAffine(binary, instruction, 0).or(() -> asAffine(binary, instruction, 1));
    }
    Optional<Double> value = fills.apply(instruction.operands().get(0)).map(Fill::value);
    if (primitive instanceof Reshape || primitive instanceof BroadcastTo) {
      return value.map(x -> filled(instruction, x));
    }
    if (primitive instanceof Affine affine) {
      return value.map(x -> filled(instruction, affine.scale() * x + affine.shift()));
    }
    return Optional.empty();
  }

  private static Instruction filled(Instruction instruction, double value) {
    Fill fill = new Fill(instruction.type(), value);
    return new Instruction(fill, List.of(), instruction.type());
  }

  /** What the constant at one side makes of the other, where that is not repeated as well. */
  private Optional<Instruction> asAffine(Binary binary, Instruction instruction, int side) {
    int other = instruction.operands().get(1 - side);
    if (!types.apply(other).equals(instruction.type())) {
      return Optional.empty();
    }
    return fills
        .apply(instruction.operands().get(side))
        .flatMap(fill -> asAffine(binary, fill.value(), side))
        .map(affine -> new Instruction(affine, List.of(other), instruction.type()));
  }

  private static Optional<Affine> asAffine(Binary binary, double value, int side) {
    return switch (binary.function()) {
      case ADD -> Optional.of(new Affine(1, value));
      case MULTIPLY -> Optional.of(new Affine(value, 0));
      case SUBTRACT -> Optional.of(side == 0 ? new Affine(-1, value) : new Affine(1, -value));
      // A reciprocal would round once more.
      case DIVIDE, MAXIMUM, MINIMUM -> Optional.empty();
    };
  }
}
