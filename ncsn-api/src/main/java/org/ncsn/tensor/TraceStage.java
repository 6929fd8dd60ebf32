package org.ncsn.tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.ncsn.array.TensorType;
import org.ncsn.primitive.Creation;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/** Writes operations down instead of computing them. */
final class TraceStage implements Stage {
  private final String label;
  private final Stage home;
  private final List<TensorType> inputs;
  private final List<Instruction> instructions = new ArrayList<>();
  private final IdentityHashMap<Value, TracedValue> captured = new IdentityHashMap<>();
  private boolean finished;

  /**
   * @param home where the program will run: what lives there can become a constant of it
   */
  TraceStage(String label, Stage home, List<TensorType> inputs) {
    this.label = label;
    this.home = home;
    this.inputs = inputs;
  }

  @Override
  public String label() {
    return "the trace of " + label;
  }

  List<Tensor> inputs() {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      tensors.add(new Tensor(inputs.get(i), new TracedValue(this, i), null));
    }
    return tensors;
  }

  @Override
  public Value execute(Primitive primitive, List<Tensor> operands, TensorType type) {
    if (finished) {
      throw new IllegalStateException(
          primitive.name()
              + ": "
              + label()
              + " is finished; its tensors are not used outside of it");
    }
    List<Integer> numbers = new ArrayList<>(operands.size());
    for (int i = 0; i < operands.size(); i++) {
      numbers.add(number(primitive.name() + ": operand " + (i + 1), operands.get(i)));
    }
    return add(new Instruction(primitive, numbers, type));
  }

  private TracedValue add(Instruction instruction) {
    instructions.add(instruction);
    return new TracedValue(this, inputs.size() + instructions.size() - 1);
  }

  private int number(String role, Tensor tensor) {
    Value value = tensor.value();
    if (value instanceof TracedValue traced && traced.stage == this) {
      return traced.number;
    }
    if (value.stage() != home) {
      throw new IllegalArgumentException(
          role
              + " ("
              + tensor.type()
              + ") lives on "
              + value.stage().label()
              + ", which "
              + label()
              + " for "
              + home.label()
              + " cannot use");
    }
    // A tensor from outside becomes a constant of the program, by value: it may be closed later.
    return captured.computeIfAbsent(value, any -> capture(tensor)).number;
  }

  private TracedValue capture(Tensor tensor) {
    Creation.Literal literal = new Creation.Literal(tensor.toHost());
    return add(new Instruction(literal, List.of(), tensor.type()));
  }

  /** The program, its outputs being results of instructions, each a value of its own. */
  Program finish(List<Tensor> results) {
    List<Integer> outputs = new ArrayList<>();
    for (Tensor result : results) {
      int number = number("output " + (outputs.size() + 1), result);
      outputs.add(
          number < inputs.size() || outputs.contains(number) ? copy(result, number) : number);
    }
    finished = true;
    return new Program(label, inputs, instructions, outputs);
  }

  private int copy(Tensor result, int number) {
    return add(new Instruction(new Creation.Copy(), List.of(number), result.type())).number;
  }

  /** A number in the program being written. */
  static final class TracedValue implements Value {
    private final TraceStage stage;
    private final int number;

    TracedValue(TraceStage stage, int number) {
      this.stage = stage;
      this.number = number;
    }

    @Override
    public Stage stage() {
      return stage;
    }
  }
}
