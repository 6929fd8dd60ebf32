package org.ncsn.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;

/** How the elements of an array stand in a file, little-endian, and what they become in memory. */
enum ElementEncoding {
  FLOAT32(4, DType.FLOAT32),
  FLOAT64(8, DType.FLOAT64),
  FLOAT16(2, DType.FLOAT32),
  BFLOAT16(2, DType.FLOAT32),
  INT64(8, DType.INT32),
  INT32(4, DType.INT32),
  INT16(2, DType.INT32),
  INT8(1, DType.INT32),
  UINT8(1, DType.INT32);

  private static final int BUFFER_ELEMENTS = 1 << 13;

  /** NumPy's and PyTorch's own limit. */
  private static final int MAX_RANK = 64;

  private final int bytes;
  private final DType dtype;

  ElementEncoding(int bytes, DType dtype) {
    this.bytes = bytes;
    this.dtype = dtype;
  }

  /** The encoding that a type is written in. */
  static ElementEncoding of(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> FLOAT32;
      case FLOAT64 -> FLOAT64;
      case INT32 -> INT32;
    };
  }

  /** Bytes of one element in the file. */
  int bytes() {
    return bytes;
  }

  /** The type in memory. */
  DType dtype() {
    return dtype;
  }

  /**
   * A shape from extents that a file claims.
   *
   * @throws IOException if it has too many axes, an extent is negative, or there are more elements
   *     than an array can hold
   */
  static Shape shape(long... claimed) throws IOException {
    if (claimed.length > MAX_RANK) {
      throw new IOException("an array has " + claimed.length + " axes, more than " + MAX_RANK);
    }
    int[] extents = new int[claimed.length];
    long size = 1;
    for (int axis = 0; axis < claimed.length; axis++) {
      if (claimed[axis] < 0 || claimed[axis] > Integer.MAX_VALUE) {
        throw new IOException("an array has the impossible extent " + claimed[axis]);
      }
      extents[axis] = (int) claimed[axis];
      size *= extents[axis];
      if (size > Integer.MAX_VALUE - 8) {
        throw new IOException("an array has more elements than fit in memory");
      }
    }
    return Shape.of(extents);
  }

  /**
   * Reads all elements of an array in row-major order.
   *
   * @throws EOFException if there are fewer
   * @throws IOException if an integer does not fit 32 bits
   */
  HostArray read(InputStream in, Shape shape) throws IOException {
    HostArray array = HostArray.zeros(new TensorType(dtype, shape));
    int length = shape.intSize();
    byte[] block = new byte[BUFFER_ELEMENTS * bytes];
    ByteBuffer buffer = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < length; ) {
      int count = Math.min(BUFFER_ELEMENTS, length - done);
      if (in.readNBytes(block, 0, count * bytes) < count * bytes) {
        throw new EOFException("it ends in the middle of an array");
      }
      decode(buffer.rewind(), array, done, count);
      done += count;
    }
    return array;
  }

  private void decode(ByteBuffer buffer, HostArray array, int start, int count) throws IOException {
    switch (this) {
      case FLOAT32 -> buffer.asFloatBuffer().get(array.floats(), start, count);
      case FLOAT64 -> buffer.asDoubleBuffer().get(array.doubles(), start, count);
      case FLOAT16, BFLOAT16 -> {
        float[] floats = array.floats();
        for (int i = start; i < start + count; i++) {
          short bits = buffer.getShort();
          floats[i] = this == FLOAT16 ? HalfPrecision.float16(bits) : HalfPrecision.bfloat16(bits);
        }
      }
      default -> {
        int[] ints = array.ints();
        for (int i = start; i < start + count; i++) {
          ints[i] = decodeInt(buffer);
        }
      }
    }
  }

  private int decodeInt(ByteBuffer buffer) throws IOException {
    return switch (this) {
      case INT64 -> {
        long value = buffer.getLong();
        if (value != (int) value) {
          throw new IOException(
              "it holds the integer " + value + ", which takes more than 32 bits");
        }
        yield (int) value;
      }
      case INT32 -> buffer.getInt();
      case INT16 -> buffer.getShort();
      case INT8 -> buffer.get();
      case UINT8 -> Byte.toUnsignedInt(buffer.get());
      case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 ->
          throw new IllegalStateException(this + " is no integer");
    };
  }

  /** Writes all elements of an array in row-major order, in the encoding of its type. */
  static void write(HostArray array, OutputStream out) throws IOException {
    of(array.dtype()).writeAll(array, out);
  }

  /**
   * Writes all elements of an array in row-major order.
   *
   * @throws IOException if this is half of the array's precision, and a number is too large for it
   */
  void writeAll(HostArray array, OutputStream out) throws IOException {
    byte[] block = new byte[BUFFER_ELEMENTS * bytes];
    ByteBuffer buffer = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    int length = array.shape().intSize();
    for (int done = 0; done < length; ) {
      int count = Math.min(BUFFER_ELEMENTS, length - done);
      buffer.rewind();
      switch (this) {
        case FLOAT32 -> buffer.asFloatBuffer().put(array.floats(), done, count);
        case FLOAT16 -> putHalves(buffer, array.floats(), done, count);
        case FLOAT64 -> buffer.asDoubleBuffer().put(array.doubles(), done, count);
        case INT32 -> buffer.asIntBuffer().put(array.ints(), done, count);
        default -> throw new IllegalStateException(this + " is only read");
      }
      out.write(block, 0, count * bytes);
      done += count;
    }
  }

  private static void putHalves(ByteBuffer buffer, float[] values, int start, int count)
      throws IOException {
    for (int i = start; i < start + count; i++) {
      short bits = HalfPrecision.toFloat16(values[i]);
      if (Float.isFinite(values[i]) && !Float.isFinite(HalfPrecision.float16(bits))) {
        throw new IOException("the number " + values[i] + " is too large for 16 bits");
      }
      buffer.putShort(bits);
    }
  }
}
