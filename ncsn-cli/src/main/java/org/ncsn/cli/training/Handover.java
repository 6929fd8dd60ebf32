package org.ncsn.cli.training;

import java.util.Optional;

/**
 * Something large that is given to another once. Who gave it does not keep it alive: it can be
 * collected as soon as the other is done with it.
 */
public final class Handover<T> {
  private Optional<T> content;

  /** Hands something over. */
  public Handover(T content) {
    this.content = Optional.of(content);
  }

  /**
   * Takes it.
   *
   * @throws IllegalStateException if it was taken before
   */
  public T take() {
    T taken = content.orElseThrow(() -> new IllegalStateException("handover: it was taken before"));
    content = Optional.empty();
    return taken;
  }
}
