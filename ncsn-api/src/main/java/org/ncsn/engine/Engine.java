package org.ncsn.engine;

import java.util.Set;
import java.util.function.Consumer;
import org.ncsn.array.HostArray;
import org.ncsn.kernel.Kernels;
import org.ncsn.program.Program;

/**
 * One tensor engine: all that a backend implements. An engine knows arrays and kernels; it knows
 * nothing of gradients, networks, losses or samplers.
 *
 * @param <A> the engine's array
 */
public interface Engine<A> extends AutoCloseable {
  EngineInfo info();

  /** What it cannot do. The conformance kit leaves that out, and says so. */
  default Set<Capability> lacks() {
    return Set.of();
  }

  /** Kernels that compute at once. */
  Kernels<A> kernels();

  /** Copies values from Java memory. */
  A upload(HostArray values);

  /** Copies values to Java memory. */
  HostArray download(A array);

  /** Gives an array's memory back now; it is not used afterwards. */
  void release(A array);

  /**
   * Prepares a program to be run many times. An engine without graphs of its own can use {@link
   * Interpreter}.
   */
  Executable<A> compile(Program program);

  /**
   * Prepares a program that tells how long its steps take, whenever it runs. An engine that can
   * time its own steps does; others run it instruction by instruction on their kernels, which is
   * slower than the compiled program, and what they fuse stands apart.
   */
  default Executable<A> compileTimed(Program program, Consumer<TimedStep> observer) {
    return new TimedInterpreter<>(program, this, observer);
  }

  @Override
  void close();
}
