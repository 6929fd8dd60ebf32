package org.ncsn.kernel;

/** Functions of two numbers, applied to elements that broadcasting brings together. */
public enum BinaryFunction {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  MAXIMUM,
  MINIMUM
}
