package org.ncsn.tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.ncsn.primitive.Creation;
import org.ncsn.primitive.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/** Writes operations down instead of computing them. */
final class TraceStage implements Stage {
  private final String label;
  private final List<TensorType> inputs;
  private final List<Instruction> instructions = new ArrayList<>();
  private final IdentityHashMap<Value, TracedValue> captured = new IdentityHashMap<>();
  private boolean finished;

  TraceStage(String label, List<TensorType> inputs) {
    this.label = label;
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
    return add(new Instruction(primitive, operands.stream().map(this::number).toList(), type));
  }

  private TracedValue add(Instruction instruction) {
    instructions.add(instruction);
    return new TracedValue(this, inputs.size() + instructions.size() - 1);
  }

  private int number(Tensor operand) {
    Value value = operand.value();
    if (value instanceof TracedValue traced) {
      if (traced.stage != this) {
        throw new IllegalArgumentException(
            label() + " meets a tensor of " + traced.stage.label() + " (" + operand.type() + ")");
      }
      return traced.number;
    }
    // A tensor from outside becomes a constant of the program, by value: it may be closed later.
    return captured.computeIfAbsent(value, any -> capture(operand)).number;
  }

  private TracedValue capture(Tensor operand) {
    Creation.Literal literal = new Creation.Literal(operand.toHost());
    return add(new Instruction(literal, List.of(), operand.type()));
  }

  /** The program, its outputs being results of instructions, each a value of its own. */
  Program finish(List<Tensor> results) {
    List<Integer> outputs = new ArrayList<>();
    for (Tensor result : results) {
      int number = number(result);
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
