package org.ncsn.memory;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is made when it is first needed, is the same from then on, and is given back at the end; for
 * example a program whose types are those of the first batch.
 */
public final class AtFirstUse<T> implements AutoCloseable {
  private final Consumer<T> giveBack;
  private Optional<T> made = Optional.empty();

  /**
   * @param giveBack what happens at the end to what was made
   */
  public AtFirstUse(Consumer<T> giveBack) {
    this.giveBack = giveBack;
  }

  /** What was made before, or what is made now. */
  public T orMade(Supplier<T> maker) {
    if (made.isEmpty()) {
      made = Optional.of(maker.get());
    }
    return made.get();
  }

  /** Gives back what was made, if anything was. */
  @Override
  public void close() {
    made.ifPresent(giveBack);
    made = Optional.empty();
  }
}
