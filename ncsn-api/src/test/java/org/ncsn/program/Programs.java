package org.ncsn.program;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.TensorType;
import org.ncsn.program.Program.Instruction;

/** Writes programs by hand. */
public final class Programs {
  private final List<TensorType> inputs;
  private final List<Instruction> instructions = new ArrayList<>();

  public Programs(TensorType... inputs) {
    this.inputs = List.of(inputs);
  }

  /** Appends an instruction and returns its result's number. */
  public int add(Primitive primitive, Integer... operands) {
    List<TensorType> types = List.of(operands).stream().map(this::type).toList();
    instructions.add(new Instruction(primitive, List.of(operands), primitive.infer(types)));
    return inputs.size() + instructions.size() - 1;
  }

  /** Type of the value with the given number. */
  public TensorType type(int number) {
    return number < inputs.size()
        ? inputs.get(number)
        : instructions.get(number - inputs.size()).type();
  }

  public Program returning(Integer... outputs) {
    return new Program("test", inputs, instructions, List.of(outputs));
  }
}
