package org.ncsn.engine;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.program.Lifetimes;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/**
 * Runs a program instruction by instruction on an engine's kernels and releases every intermediate
 * result right after its last use, so that memory never holds more than the program's live values.
 *
 * @param <A> the engine's array
 */
public final class Interpreter<A> implements Executable<A> {
  private final Program program;
  private final Lifetimes lifetimes;
  private final Engine<A> engine;
  private final Observer<A> observer;

  public Interpreter(Program program, Engine<A> engine) {
    this(program, engine, (instruction, operands, result) -> {});
  }

  /** An interpreter whose every result is shown to an observer. */
  public Interpreter(Program program, Engine<A> engine, Observer<A> observer) {
    this.program = program;
    this.lifetimes = Lifetimes.of(program);
    this.engine = engine;
    this.observer = observer;
  }

  /** Sees every result before its operands are released. */
  @FunctionalInterface
  public interface Observer<A> {
    void computed(Instruction instruction, List<A> operands, A result);
  }

  @Override
  public List<A> run(List<A> inputs) {
    List<A> values = new ArrayList<>(inputs);
    int inputCount = inputs.size();
    List<Instruction> instructions = program.instructions();
    try {
      for (int i = 0; i < instructions.size(); i++) {
        Instruction instruction = instructions.get(i);
        List<A> operands = instruction.operands().stream().map(values::get).toList();
        A result = instruction.primitive().call(engine.kernels(), operands);
        values.add(result);
        observer.computed(instruction, operands, result);
        for (int dead : lifetimes.deadAfter(i)) {
          engine.release(values.set(dead, null));
        }
      }
    } catch (RuntimeException | Error failure) {
      values.subList(inputCount, values.size()).forEach(this::releaseIfAlive);
      throw failure;
    }
    return program.outputs().stream().map(values::get).toList();
  }

  private void releaseIfAlive(A value) {
    if (value != null) {
      engine.release(value);
    }
  }

  @Override
  public void close() {
    // Nothing outlives a run.
  }
}
