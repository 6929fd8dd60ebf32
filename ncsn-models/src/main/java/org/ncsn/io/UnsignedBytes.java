package org.ncsn.io;

import org.ncsn.array.Shape;

/** An array of unsigned bytes as a file has it. */
public final class UnsignedBytes {
  /** The largest. */
  public static final int MOST = 255;

  private final Shape shape;
  private final byte[] values;

  /**
   * @throws IllegalArgumentException if the bytes do not fill the shape
   */
  public UnsignedBytes(Shape shape, byte[] values) {
    if (shape.size() != values.length) {
      throw new IllegalArgumentException(values.length + " bytes are no array " + shape);
    }
    this.shape = shape;
    this.values = values;
  }

  public Shape shape() {
    return shape;
  }

  /** All elements, in the file's order; not to be changed. */
  public byte[] values() {
    return values;
  }
}
