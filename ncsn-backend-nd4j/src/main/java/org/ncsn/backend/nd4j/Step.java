package org.ncsn.backend.nd4j;

import java.util.List;
import java.util.stream.Stream;

/**
 * One operation of a recorded program.
 *
 * @param prepares number of the input of which alone it makes something that is kept: as long as
 *     the program is given the same array, it need not be run again; {@link #NOTHING} if it is none
 *     of these
 */
record Step(Operation operation, List<Nd4jArray> operands, List<Nd4jArray> results, int prepares) {
  static final int NOTHING = -1;

  Step(Operation operation, List<Nd4jArray> operands, List<Nd4jArray> results) {
    this(operation, operands, results, NOTHING);
  }

  /** This step as one that prepares an input, with one array in the place of another. */
  Step preparing(int input, Nd4jArray planned, Nd4jArray kept) {
    return new Step(
        operation, replaced(operands, planned, kept), replaced(results, planned, kept), input);
  }

  private static List<Nd4jArray> replaced(
      List<Nd4jArray> arrays, Nd4jArray planned, Nd4jArray kept) {
    return arrays.stream()
        .map(
            array ->
                array.storage() == planned.storage()
                    ? new Nd4jArray(kept.storage(), array.shape(), array.known())
                    : array)
        .toList();
  }

  /** All arrays that it touches. */
  Stream<Nd4jArray> arrays() {
    return Stream.concat(operands.stream(), results.stream());
  }
}
