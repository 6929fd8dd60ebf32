package org.ncsn.cli.config;

/** A value that breaks a rule; the message ends the sentence "this key must be". */
final class BadValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadValue(String message) {
    super(message);
  }
}
