package org.ncsn.error;

/**
 * A mistake that a person can mend: a key in a configuration, a missing file, an unknown backend.
 * The message is one line that says what is wrong, where, and what to do; the command line prints
 * it and exits with status 2.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserError(String message) {
    super(message);
  }

  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
