package org.ncsn.backend.nd4j.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Numbers in native memory, which belongs to somebody else. Vectors that are used again and again
 * are better copied onto the heap, a cache's worth at a time: the compiler neither keeps nor moves
 * what is read from native memory.
 */
public final class FloatMemory {
  private final ByteBuffer bytes;
  private final FloatBuffer floats;

  private FloatMemory(ByteBuffer bytes) {
    this.bytes = bytes;
    this.floats = bytes.asFloatBuffer();
  }

  /** All of a direct buffer. */
  public static FloatMemory of(ByteBuffer buffer) {
    return new FloatMemory(buffer.duplicate().order(ByteOrder.nativeOrder()));
  }

  /** How many numbers there are. */
  public int size() {
    return floats.capacity();
  }

  /** Copies numbers from here. */
  public void read(int from, float[] target, int to, int count) {
    floats.get(from, target, to, count);
  }

  /** Copies numbers to here. */
  public void write(int to, float[] source, int from, int count) {
    floats.put(to, source, from, count);
  }

  /** The memory, in the processor's byte order. */
  ByteBuffer bytes() {
    return bytes;
  }
}
