package org.ncsn.error;

/** What lies beneath a failure. */
public final class RootCause {
  private RootCause() {}

  /** The innermost cause in one line. */
  public static String of(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    return message.lines().findFirst().orElse(root.toString());
  }
}
