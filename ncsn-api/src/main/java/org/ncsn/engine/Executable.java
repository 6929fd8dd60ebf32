package org.ncsn.engine;

import java.util.List;

/**
 * A compiled program.
 *
 * @param <A> the engine's array
 */
public interface Executable<A> extends AutoCloseable {
  /**
   * Runs once. Inputs stay the caller's and are not changed; results are new arrays, each owned by
   * the caller, distinct from each other and from the inputs.
   */
  List<A> run(List<A> inputs);

  /** Gives back what the program itself holds, its constants for example. */
  @Override
  void close();
}
