package org.ncsn.ode;

/** An equation that could not be solved up to the end. The message says where, and why. */
public final class IntegrationFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IntegrationFailure(int system, double time, String reason) {
    super("differential equation: system " + system + " stops at time " + time + ": " + reason);
  }
}
