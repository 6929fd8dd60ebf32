package ai.djl.tensorflow.engine;

import ai.djl.ndarray.NDArray;
import org.tensorflow.internal.c_api.TFE_TensorHandle;

/** Turns TensorFlow's eager tensors into DJL's arrays. */
public final class TfArrays {
  private TfArrays() {}

  /** An array over a tensor; closing it, or its manager, frees the tensor. */
  public static NDArray wrap(TfNDManager manager, TFE_TensorHandle tensor) {
    return new TfNDArray(manager, tensor);
  }
}
