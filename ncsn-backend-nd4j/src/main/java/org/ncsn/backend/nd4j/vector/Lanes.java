package org.ncsn.backend.nd4j.vector;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of the processor's size from and to native memory. Java 17 has them of buffers, Java 22
 * and newer of memory segments; the handles are constants, so that compiled code calls what is
 * there.
 */
final class Lanes {
  /** As many numbers as the processor likes. */
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** How many these are. */
  static final int COUNT = SPECIES.length();

  private static final MethodHandle VIEW;
  private static final MethodHandle LOAD;
  private static final MethodHandle STORE;

  static {
    Lookup lookup = MethodHandles.lookup();
    try {
      MethodHandle view;
      MethodHandle load;
      MethodHandle store;
      if (Runtime.version().feature() < 22) {
        view = MethodHandles.identity(ByteBuffer.class);
        load =
            lookup.findStatic(
                FloatVector.class,
                "fromByteBuffer",
                MethodType.methodType(
                    FloatVector.class,
                    VectorSpecies.class,
                    ByteBuffer.class,
                    int.class,
                    ByteOrder.class));
        store =
            lookup.findVirtual(
                FloatVector.class,
                "intoByteBuffer",
                MethodType.methodType(void.class, ByteBuffer.class, int.class, ByteOrder.class));
      } else {
        Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
        view = lookup.findStatic(segment, "ofBuffer", MethodType.methodType(segment, Buffer.class));
        load =
            lookup.findStatic(
                FloatVector.class,
                "fromMemorySegment",
                MethodType.methodType(
                    FloatVector.class, VectorSpecies.class, segment, long.class, ByteOrder.class));
        store =
            lookup.findVirtual(
                FloatVector.class,
                "intoMemorySegment",
                MethodType.methodType(void.class, segment, long.class, ByteOrder.class));
      }
      VIEW = view.asType(MethodType.methodType(Object.class, ByteBuffer.class));
      LOAD =
          MethodHandles.insertArguments(
                  MethodHandles.insertArguments(load, 3, ByteOrder.nativeOrder()), 0, SPECIES)
              .asType(MethodType.methodType(FloatVector.class, Object.class, int.class));
      STORE =
          MethodHandles.insertArguments(store, 3, ByteOrder.nativeOrder())
              .asType(
                  MethodType.methodType(void.class, FloatVector.class, Object.class, int.class));
    } catch (ReflectiveOperationException absent) {
      throw new ExceptionInInitializerError(absent);
    }
  }

  private Lanes() {}

  /** What vectors of a memory are loaded from and stored to. */
  static Object view(FloatMemory memory) {
    try {
      return (Object) VIEW.invokeExact(memory.bytes());
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /**
   * Loads a vector.
   *
   * @param index of its first number
   */
  static FloatVector load(Object view, int index) {
    try {
      return (FloatVector) LOAD.invokeExact(view, index << 2);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  /**
   * Stores a vector.
   *
   * @param index of its first number
   */
  static void store(FloatVector vector, Object view, int index) {
    try {
      STORE.invokeExact(vector, view, index << 2);
    } catch (Throwable failure) {
      throw rethrown(failure);
    }
  }

  private static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof RuntimeException mistake) {
      return mistake;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(failure);
  }
}
