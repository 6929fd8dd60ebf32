package org.ncsn.compiler;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ncsn.array.Shape;
import org.ncsn.primitive.Reductions.Reduce;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * Neighbouring instructions of a program that can be computed in one pass over memory: each treats
 * all places of one space alike, or adds up what there is at them.
 *
 * @param first index of the first instruction
 * @param end index behind the last one
 * @param space shape of what is swept over; all values broadcast to it
 * @param operands numbers of the values that are read, each once
 * @param results numbers of the values that are used behind it, or are the program's; the others
 *     need no memory
 */
public record Sweep(
    int first, int end, Shape space, List<Integer> operands, List<Integer> results) {
  public Sweep {
    operands = List.copyOf(operands);
    results = List.copyOf(results);
  }

  /** The sweep of some instructions of a program. */
  static Sweep of(Program program, int first, int end, Set<Integer> needed) {
    int inputs = program.inputs().size();
    Set<Integer> read = new LinkedHashSet<>();
    List<Integer> results = new ArrayList<>();
    for (int i = first; i < end; i++) {
      for (int operand : program.instructions().get(i).operands()) {
        if (operand < inputs + first) {
          read.add(operand);
        }
      }
      if (needed.contains(inputs + i)) {
        results.add(inputs + i);
      }
    }
    Shape space = space(program, program.instructions().get(end - 1));
    return new Sweep(first, end, space, List.copyOf(read), results);
  }

  /** What is swept over to compute an instruction. */
  static Shape space(Program program, Instruction instruction) {
    return instruction.primitive() instanceof Reduce
        ? program.type(instruction.operands().get(0)).shape()
        : instruction.type().shape();
  }

  /** The shape of a value as it broadcasts to the space: that of a sum keeps all axes. */
  public Shape shape(Program program, int value) {
    int index = value - program.inputs().size();
    return index >= first
            && index < end
            && program.instruction(value).primitive() instanceof Reduce reduce
        ? reduce.kept(space)
        : program.type(value).shape();
  }

  /** The axes of the space for all that is read and written. */
  public Axes axes(Program program) {
    List<Shape> shapes = new ArrayList<>();
    operands.forEach(value -> shapes.add(shape(program, value)));
    int inputs = program.inputs().size();
    for (int i = first; i < end; i++) {
      shapes.add(shape(program, inputs + i));
    }
    return Axes.of(space, shapes);
  }
}
