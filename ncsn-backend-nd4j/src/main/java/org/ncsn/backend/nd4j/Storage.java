package org.ncsn.backend.nd4j;

import org.nd4j.linalg.api.buffer.DataType;

/** Where the elements of arrays are: memory at hand, or memory that a program will have. */
sealed interface Storage permits Block, Planned, ProgramInput, InputPart {
  /** Type of the elements. */
  DataType type();
}
