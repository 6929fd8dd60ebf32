package org.ncsn.tensor;

import java.util.List;
import org.ncsn.engine.Engine;
import org.ncsn.engine.Executable;
import org.ncsn.engine.Interpreter;
import org.ncsn.program.Program;

/** Runs a program instruction by instruction and tells how long each took. */
final class TimedExecutable<A> implements Executable<A> {
  private final Interpreter<A> interpreter;
  private long last;

  TimedExecutable(Program program, Engine<A> engine, ProgramObserver observer) {
    this.interpreter =
        new Interpreter<>(
            program,
            engine,
            (instruction, operands, result) -> {
              long now = System.nanoTime();
              observer.ran(instruction, now - last);
              last = System.nanoTime();
            });
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
