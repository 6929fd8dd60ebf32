package org.ncsn.program;

import java.util.List;
import org.ncsn.array.TensorType;

/**
 * A pure function of tensors as a straight line of primitives. Values are numbered: the inputs from
 * 0, then one for each instruction in order. An instruction's operands are numbered below it.
 *
 * @param name what the log and profiles call it
 * @param inputs types of the inputs
 * @param instructions what is computed, in order
 * @param outputs numbers of the results: each the result of an instruction (never an input), and no
 *     number twice
 */
public record Program(
    String name, List<TensorType> inputs, List<Instruction> instructions, List<Integer> outputs) {
  public Program {
    inputs = List.copyOf(inputs);
    instructions = List.copyOf(instructions);
    outputs = List.copyOf(outputs);
  }

  /**
   * One application of a primitive.
   *
   * @param operands numbers of the values that it takes
   * @param type type of its result
   */
  public record Instruction(Primitive primitive, List<Integer> operands, TensorType type) {
    public Instruction {
      operands = List.copyOf(operands);
    }
  }

  /** Type of the value with the given number. */
  public TensorType type(int value) {
    return value < inputs.size() ? inputs.get(value) : instruction(value).type();
  }

  /** The instruction whose result has the given number. */
  public Instruction instruction(int value) {
    return instructions.get(value - inputs.size());
  }
}
