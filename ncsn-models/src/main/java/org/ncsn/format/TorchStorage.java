package org.ncsn.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;

/**
 * A flat run of elements that tensors of a PyTorch file look into; it is filled after the pickle.
 */
final class TorchStorage {
  private static final Map<String, ElementEncoding> ENCODINGS =
      Map.of(
          "FloatStorage", ElementEncoding.FLOAT32,
          "DoubleStorage", ElementEncoding.FLOAT64,
          "HalfStorage", ElementEncoding.FLOAT16,
          "BFloat16Storage", ElementEncoding.BFLOAT16,
          "LongStorage", ElementEncoding.INT64,
          "IntStorage", ElementEncoding.INT32,
          "ShortStorage", ElementEncoding.INT16,
          "CharStorage", ElementEncoding.INT8,
          "ByteStorage", ElementEncoding.UINT8,
          "BoolStorage", ElementEncoding.UINT8);

  private final ElementEncoding encoding;
  private final int count;
  private HostArray elements;

  TorchStorage(ElementEncoding encoding, int count) {
    this.encoding = encoding;
    this.count = count;
  }

  /** The encoding of a storage class of the module {@code torch}, or null if it is none. */
  static ElementEncoding encoding(String className) {
    return ENCODINGS.get(className);
  }

  /** The storage class of the module {@code torch} for elements of a type. */
  static String className(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> "FloatStorage";
      case FLOAT64 -> "DoubleStorage";
      case INT32 -> "IntStorage";
    };
  }

  ElementEncoding encoding() {
    return encoding;
  }

  /** Number of elements. */
  int count() {
    return count;
  }

  /** Bytes that the elements take in the file. */
  long bytes() {
    return (long) count * encoding.bytes();
  }

  /** Reads the elements, which are then those of all views. */
  HostArray fill(InputStream in) throws IOException {
    elements = encoding.read(in, Shape.of(count));
    return elements;
  }

  /** The elements as a flat array. */
  HostArray elements() {
    return elements;
  }
}
