package org.ncsn.backend.nd4j;

import java.util.Arrays;
import org.ncsn.array.Shape;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One of ND4J's data buffers, used from an address that vector instructions like: the allocator's
 * own addresses split every 64-byte access between two cache lines.
 */
final class NativeMemory {
  private static final int ALIGNMENT = 64;

  private final DataBuffer buffer;
  private final long start;
  private final long capacity;

  NativeMemory(DataType type, long capacity) {
    this.capacity = capacity;
    this.buffer = Nd4j.createBuffer(type, capacity + ALIGNMENT / type.width(), false);
    this.start = Math.floorMod(-buffer.address(), ALIGNMENT) / type.width();
  }

  DataType type() {
    return buffer.dataType();
  }

  long capacity() {
    return capacity;
  }

  /** Elements from {@code offset} on as an array. */
  INDArray view(long offset, Shape shape) {
    long[] strides = Arrays.stream(shape.strides()).asLongStream().toArray();
    // Always a view of the whole: ND4J takes the offset of a view of a view from the beginning.
    return Nd4j.create(buffer, shape.longExtents(), strides, start + offset, 'c', type());
  }

  void free() {
    buffer.close();
  }
}
