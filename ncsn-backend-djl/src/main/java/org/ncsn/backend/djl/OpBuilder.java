package org.ncsn.backend.djl;

import java.util.List;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * One TensorFlow operation with one result: operands in order, then attributes, then {@link #run}.
 *
 * @param <A> the array, or its symbol in a graph
 */
abstract class OpBuilder<A> {
  abstract OpBuilder<A> input(A x);

  /** An operand that is a list. */
  abstract OpBuilder<A> inputs(List<A> xs);

  /** An operand that lives for this operation alone. */
  abstract OpBuilder<A> literal(HostArray values);

  abstract OpBuilder<A> attribute(String name, boolean value);

  abstract OpBuilder<A> attribute(String name, float value);

  abstract OpBuilder<A> attribute(String name, String value);

  abstract OpBuilder<A> attribute(String name, long... values);

  /** An attribute that is an element type, by TensorFlow's number. */
  abstract OpBuilder<A> type(String name, int type);

  /** An attribute that is a shape. */
  abstract OpBuilder<A> shape(String name, Shape shape);

  /** Lets the operation wait for a value that it does not take. */
  abstract OpBuilder<A> after(A other);

  abstract A run();

  final OpBuilder<A> ints(int... values) {
    return literal(HostArray.of(Shape.of(values.length), values));
  }

  final OpBuilder<A> scalar(int value) {
    return literal(HostArray.of(Shape.scalar(), value));
  }

  final OpBuilder<A> scalar(DType dtype, double value) {
    return literal(HostArray.of(Shape.scalar(), value).to(dtype));
  }
}
