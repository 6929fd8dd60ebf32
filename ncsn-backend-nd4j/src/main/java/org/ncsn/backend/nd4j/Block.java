package org.ncsn.backend.nd4j;

import java.util.HashMap;
import java.util.Map;
import org.ncsn.array.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Native memory. It goes back to its pool when the last array that uses it is released. */
final class Block implements Storage {
  private final BlockPool pool;
  private final NativeMemory memory;
  private final Map<Place, INDArray> views = new HashMap<>();
  private int users;
  private long life;

  private record Place(long from, Shape shape) {}

  Block(BlockPool pool, NativeMemory memory) {
    this.pool = pool;
    this.memory = memory;
  }

  @Override
  public DataType type() {
    return memory.type();
  }

  /** How many elements fit. */
  long capacity() {
    return memory.capacity();
  }

  /** The memory as ND4J's array of the given shape. */
  INDArray view(Shape shape) {
    return view(0, shape);
  }

  /** Elements from {@code from} on as ND4J's array of the given shape. */
  INDArray view(long from, Shape shape) {
    return views.computeIfAbsent(
        new Place(from, shape), place -> memory.view(place.from, place.shape));
  }

  /** Counts one more array that uses this block. */
  Block retain() {
    if (users++ == 0) {
      life++;
    }
    return this;
  }

  /** Another number whenever the memory serves another array. */
  long life() {
    return life;
  }

  /** Counts one less. */
  void release() {
    if (users == 0) {
      throw new IllegalStateException("nd4j: an array was released twice");
    }
    if (--users == 0) {
      pool.recycle(this);
    }
  }

  /** Gives the memory back to the system. */
  void free() {
    views.clear();
    memory.free();
  }
}
