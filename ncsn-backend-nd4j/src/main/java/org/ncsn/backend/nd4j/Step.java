package org.ncsn.backend.nd4j;

import java.util.List;
import java.util.stream.Stream;

/** One operation of a recorded program. */
record Step(Operation operation, List<Nd4jArray> operands, List<Nd4jArray> results) {
  /** All arrays that it touches. */
  Stream<Nd4jArray> arrays() {
    return Stream.concat(operands.stream(), results.stream());
  }
}
