package org.ncsn.backend.nd4j;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between Java memory and ND4J's. */
final class Transfer {
  private Transfer() {}

  /** ND4J's name of an element type. */
  static DataType type(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> DataType.FLOAT;
      case FLOAT64 -> DataType.DOUBLE;
      case INT32 -> DataType.INT32;
    };
  }

  /** Our name of ND4J's element type. */
  static DType type(DataType type) {
    for (DType dtype : DType.values()) {
      if (type(dtype) == type) {
        return dtype;
      }
    }
    throw new IllegalStateException("nd4j: arrays of " + type + " stay inside of kernels");
  }

  /** Copies all values into an array of their type and shape. */
  static void write(HostArray values, INDArray array) {
    int length = values.shape().intSize();
    Pointer memory = array.data().addressPointer();
    switch (values.dtype()) {
      case FLOAT32 -> new FloatPointer(memory).put(values.floats(), 0, length);
      case FLOAT64 -> new DoublePointer(memory).put(values.doubles(), 0, length);
      case INT32 -> new IntPointer(memory).put(values.ints(), 0, length);
    }
  }

  /** Copies all values of an array of the given type. */
  static HostArray read(TensorType type, INDArray array) {
    HostArray values = HostArray.zeros(type);
    int length = type.shape().intSize();
    Pointer memory = array.data().addressPointer();
    switch (type.dtype()) {
      case FLOAT32 -> new FloatPointer(memory).get(values.floats(), 0, length);
      case FLOAT64 -> new DoublePointer(memory).get(values.doubles(), 0, length);
      case INT32 -> new IntPointer(memory).get(values.ints(), 0, length);
    }
    return values;
  }
}
