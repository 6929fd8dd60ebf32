package org.ncsn.backend.nd4j;

import org.nd4j.linalg.api.buffer.DataType;

/** Memory for an intermediate result or an output of a program, which gets its place later. */
final class Planned implements Storage {
  private final DataType type;
  private final long elements;

  Planned(DataType type, long elements) {
    this.type = type;
    this.elements = elements;
  }

  @Override
  public DataType type() {
    return type;
  }

  long elements() {
    return elements;
  }
}
