package org.ncsn.spark;

/** Ctrl-C ended a job. */
final class Interrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Interrupted() {
    super("interrupted");
  }
}
