package org.ncsn.training;

/** A machine left the others in the middle of a step, which can be taken again from its begin. */
public final class CollectiveBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CollectiveBroken(String message, Throwable cause) {
    super(message, cause);
  }
}
