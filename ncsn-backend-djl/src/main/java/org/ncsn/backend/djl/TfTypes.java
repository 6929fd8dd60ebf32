package org.ncsn.backend.djl;

import org.ncsn.array.DType;

/** TensorFlow's numbers for element types. */
final class TfTypes {
  static final int BOOL = 10;
  static final int BFLOAT16 = 14;

  private TfTypes() {}

  static int code(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> 1;
      case FLOAT64 -> 2;
      case INT32 -> 3;
    };
  }

  static DType dtype(int code) {
    for (DType dtype : DType.values()) {
      if (code(dtype) == code) {
        return dtype;
      }
    }
    throw new IllegalStateException(
        "TensorFlow's element type " + code + " stays inside of kernels");
  }
}
