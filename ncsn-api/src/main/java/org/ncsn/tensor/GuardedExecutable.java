package org.ncsn.tensor;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.engine.Engine;
import org.ncsn.engine.Executable;
import org.ncsn.engine.Interpreter;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/** Runs a program instruction by instruction and stops at the first number that is none. */
final class GuardedExecutable<A> implements Executable<A> {
  private final Interpreter<A> interpreter;

  GuardedExecutable(Program program, Engine<A> engine) {
    this.interpreter =
        new Interpreter<>(
            program,
            engine,
            (Instruction instruction, List<A> operands, A result) -> {
              if (instruction.type().dtype().isFloating()) {
                List<HostArray> from = new ArrayList<>();
                operands.forEach(operand -> from.add(engine.download(operand)));
                NanGuard.check(instruction.primitive(), from, engine.download(result));
              }
            });
  }

  @Override
  public List<A> run(List<A> inputs) {
    return interpreter.run(inputs);
  }

  @Override
  public void close() {
    interpreter.close();
  }
}
