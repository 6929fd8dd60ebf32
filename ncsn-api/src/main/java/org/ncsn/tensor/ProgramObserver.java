package org.ncsn.tensor;

import java.time.Duration;
import org.ncsn.engine.TimedStep;
import org.ncsn.program.Program;

/** Learns what a backend compiles and, if it wants to, how long each step takes. */
public interface ProgramObserver {
  /** A program is ready; tracing, simplifying and compiling it took so long. */
  void compiled(Program program, Duration time);

  /**
   * Whether programs tell how long their steps take. Engines that cannot time their own steps run
   * them instruction by instruction for it, which is slower.
   */
  default boolean timesSteps() {
    return false;
  }

  /** A step was run; only if steps are timed. */
  default void ran(TimedStep step) {}
}
