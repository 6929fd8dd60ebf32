package org.ncsn.backend.nd4j;

import org.ncsn.array.Shape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Elements in row-major order without gaps, as a shape over storage. Arrays share storage where one
 * is the other reshaped.
 *
 * @param known what is known of the elements, for kernels that can use it
 */
record Nd4jArray(Storage storage, Shape shape, Known known) {
  /** What may be known of all elements. */
  enum Known {
    NOTHING,
    /** All are 0. */
    ZERO,
    /** Each is 0 or 1. */
    MASK
  }

  static Nd4jArray of(Storage storage, Shape shape) {
    return new Nd4jArray(storage, shape, Known.NOTHING);
  }

  Nd4jArray with(Known fact) {
    return new Nd4jArray(storage, shape, fact);
  }

  DataType type() {
    return storage.type();
  }

  boolean isEmpty() {
    return shape.size() == 0;
  }

  int rank() {
    return shape.rank();
  }

  int extent(int axis) {
    return shape.extent(axis);
  }
}
