package org.ncsn.kernel;

/** Relations between two numbers; the answer is 1 where they hold and 0 elsewhere. */
public enum Comparison {
  EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL
}
