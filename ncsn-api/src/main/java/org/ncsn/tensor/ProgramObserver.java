package org.ncsn.tensor;

import java.time.Duration;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;

/** Learns what a backend compiles and, if it wants to, how long each instruction takes. */
public interface ProgramObserver {
  /** A program is ready; tracing, simplifying and compiling it took so long. */
  void compiled(Program program, Duration time);

  /**
   * Whether programs run instruction by instruction on the engine's kernels, so that each can be
   * timed. That is slower than the compiled program, and what an engine fuses stands apart.
   */
  default boolean timesInstructions() {
    return false;
  }

  /** An instruction was run in so many nanoseconds; only if instructions are timed. */
  default void ran(Instruction instruction, long nanoseconds) {}
}
