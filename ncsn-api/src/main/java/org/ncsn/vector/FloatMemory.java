package org.ncsn.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Numbers in native memory, which belongs to somebody else. Kernels copy them onto the heap, a
 * cache's worth at a time: the compiler neither keeps nor moves what is read from native memory,
 * and what reads vectors from there has another name in each Java.
 */
public final class FloatMemory {
  private final FloatBuffer floats;

  private FloatMemory(FloatBuffer floats) {
    this.floats = floats;
  }

  /** All of a direct buffer. */
  public static FloatMemory of(ByteBuffer buffer) {
    return new FloatMemory(buffer.duplicate().order(ByteOrder.nativeOrder()).asFloatBuffer());
  }

  /** How many numbers there are. */
  public int size() {
    return floats.capacity();
  }

  /** Copies numbers from here. */
  public void read(int from, float[] target, int to, int count) {
    floats.get(from, target, to, count);
  }

  /** Copies all numbers into other memory. */
  void copy(FloatMemory target, int to) {
    target.floats.put(to, floats, 0, size());
  }

  /** Copies numbers to here. */
  public void write(int to, float[] source, int from, int count) {
    floats.put(to, source, from, count);
  }
}
