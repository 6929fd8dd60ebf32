package org.ncsn.backend.nd4j;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What kernels are written for: it carries out ND4J's operations at once, or writes them down for a
 * program. Kernels own what they allocate: they return it or release it.
 */
interface Machine {
  /** A new array, its elements undefined. */
  Nd4jArray allocate(DataType type, Shape shape);

  /** A new array with the given values. */
  Nd4jArray constant(HostArray values);

  /** The same elements under another shape. */
  Nd4jArray reshape(Nd4jArray x, Shape shape);

  /**
   * Elements of {@code x} that lie one behind the other, where they need not be copied to be an
   * array.
   *
   * @param from the first of them
   */
  Optional<Nd4jArray> part(Nd4jArray x, long from, Shape shape);

  /** Applies an operation. None of the arrays is empty. */
  void run(Operation operation, List<Nd4jArray> operands, List<Nd4jArray> results);

  /**
   * Something made of {@code source} alone, for example a kernel in another layout. Within a
   * program it is made once, however often it is asked for.
   *
   * @param purpose tells it from other things made of the same array
   */
  Nd4jArray derived(Nd4jArray source, String purpose, UnaryOperator<Nd4jArray> maker);

  /** Tells that an array is not used any more. */
  void release(Nd4jArray array);

  /** A new array of the given type and shape that one operation computes. */
  default Nd4jArray apply(Operation operation, DataType type, Shape shape, Nd4jArray... operands) {
    Nd4jArray result = allocate(type, shape);
    if (!result.isEmpty()) {
      run(operation, List.of(operands), List.of(result));
    }
    return result;
  }
}
