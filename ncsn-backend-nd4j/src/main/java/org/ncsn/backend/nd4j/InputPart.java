package org.ncsn.backend.nd4j;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * Elements of a program's input that lie one behind the other, as its weights do in the vector that
 * a training step is given.
 *
 * @param from the first of them
 */
record InputPart(ProgramInput input, long from) implements Storage {
  @Override
  public DataType type() {
    return input.type();
  }
}
