package org.ncsn.engine;

import java.util.List;
import java.util.function.Consumer;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/** Runs a program instruction by instruction and tells how long each took. */
final class TimedInterpreter<A> implements Executable<A> {
  private final Program program;
  private final Interpreter<A> interpreter;
  private long last;

  TimedInterpreter(Program program, Engine<A> engine, Consumer<TimedStep> observer) {
    this.program = program;
    this.interpreter =
        new Interpreter<>(
            program,
            engine,
            (instruction, operands, result) -> {
              long taken = System.nanoTime() - last;
              String name = instruction.primitive().name();
              observer.accept(new TimedStep(name, bytes(instruction), taken));
              last = System.nanoTime();
            });
  }

  private long bytes(Instruction instruction) {
    return instruction.type().bytes()
        + instruction.operands().stream()
            .distinct()
            .mapToLong(operand -> program.type(operand).bytes())
            .sum();
  }

  @Override
  public List<A> run(List<A> inputs) {
    last = System.nanoTime();
    return interpreter.run(inputs);
  }

  @Override
  public void close() {
    interpreter.close();
  }
}
