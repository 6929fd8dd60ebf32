package org.ncsn.array;

import java.util.Objects;

/** What is known of a tensor before its values: element type and shape. */
public record TensorType(DType dtype, Shape shape) {
  public TensorType {
    Objects.requireNonNull(dtype, "dtype");
    Objects.requireNonNull(shape, "shape");
  }

  /** The same element type with another shape. */
  public TensorType with(Shape other) {
    return new TensorType(dtype, other);
  }

  /** Bytes that the values take. */
  public long bytes() {
    return shape.size() * dtype.bytes();
  }

  /** For example {@code float32[8,28,28,1]}. */
  @Override
  public String toString() {
    return dtype.toString() + shape;
  }
}
