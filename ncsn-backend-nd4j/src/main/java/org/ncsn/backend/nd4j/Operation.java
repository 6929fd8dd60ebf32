package org.ncsn.backend.nd4j;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One of ND4J's operations with its constant arguments, or one of ours; equal operations are equal
 * values.
 */
sealed interface Operation
    permits CustomOperation, ScalarOperation, TransformOperation, JavaOperation {
  /** What profiles call it. */
  String label();

  /** Makes a call of it that can be used again and again. */
  Call prepare();

  /**
   * Whether each element of the result depends on the operands' elements at its place alone, so
   * that the result may be written over an operand of its shape.
   */
  boolean isElementwise();

  /** An operation and the arrays that it is applied to. */
  interface Call {
    /** Chooses the arrays. */
    void bind(List<INDArray> operands, List<INDArray> results);

    /** Computes the results. */
    void run();

    /** Forgets the arrays. */
    void unbind();
  }

  /** A custom operation with integer arguments. */
  static CustomOperation custom(String name, long... integers) {
    return new CustomOperation(
        name, LongStream.of(integers).boxed().toList(), List.of(), List.of());
  }

  /** Axes as integer arguments. */
  static long[] longs(int... values) {
    return IntStream.of(values).asLongStream().toArray();
  }
}
