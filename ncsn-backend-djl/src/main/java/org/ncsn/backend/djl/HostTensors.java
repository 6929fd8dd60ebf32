package org.ncsn.backend.djl;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/** Copies between Java memory and TensorFlow's. */
final class HostTensors {
  private HostTensors() {}

  /** A new tensor, owned by the pointer scope that is open. */
  static TF_Tensor write(HostArray values) {
    TensorType type = values.type();
    TF_Tensor tensor = allocate(type);
    if (type.bytes() > 0) {
      Pointer data = tensorflow.TF_TensorData(tensor);
      switch (type.dtype()) {
        case FLOAT32 -> new FloatPointer(data).put(values.floats());
        case FLOAT64 -> new DoublePointer(data).put(values.doubles());
        case INT32 -> new IntPointer(data).put(values.ints());
      }
    }
    return tensor;
  }

  /** A new tensor of whatever values, owned by the pointer scope that is open. */
  static TF_Tensor allocate(TensorType type) {
    return TF_Tensor.allocateTensor(
        TfTypes.code(type.dtype()), type.shape().longExtents(), type.bytes());
  }

  static HostArray read(TF_Tensor tensor, TensorType type) {
    HostArray values = HostArray.zeros(type);
    if (type.bytes() > 0) {
      Pointer data = tensorflow.TF_TensorData(tensor);
      switch (type.dtype()) {
        case FLOAT32 -> new FloatPointer(data).get(values.floats());
        case FLOAT64 -> new DoublePointer(data).get(values.doubles());
        case INT32 -> new IntPointer(data).get(values.ints());
      }
    }
    return values;
  }
}
