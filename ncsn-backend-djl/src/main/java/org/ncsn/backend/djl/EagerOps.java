package org.ncsn.backend.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.tensorflow.engine.TfArrays;
import ai.djl.tensorflow.engine.TfNDArray;
import ai.djl.tensorflow.engine.TfNDManager;
import java.util.function.Supplier;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.tensorflow.internal.c_api.TFE_TensorHandle;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/** Operations on DJL's arrays, computed at once. */
final class EagerOps implements TfOps<NDArray> {
  private final TensorFlowRuntime runtime;
  private final TfNDManager manager;

  EagerOps(TensorFlowRuntime runtime, TfNDManager manager) {
    this.runtime = runtime;
    this.manager = manager;
  }

  @Override
  public OpBuilder<NDArray> op(String name) {
    runtime.computeAtOnceOnThisThread();
    return new EagerOp(this, name);
  }

  @Override
  public NDArray constant(HostArray values) {
    return NativeCalls.call(status -> wrap(HostTensors.write(values)));
  }

  @Override
  public TensorType type(NDArray array) {
    long[] extents = array.getShape().getShape();
    int[] shape = new int[extents.length];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = Math.toIntExact(extents[axis]);
    }
    int dtype = tensorflow.TFE_TensorHandleDataType(handle(array));
    return new TensorType(TfTypes.dtype(dtype), Shape.of(shape));
  }

  @Override
  public boolean isGraph() {
    return false;
  }

  @Override
  public boolean isResultOf(String name, NDArray array) {
    return false;
  }

  @Override
  public NDArray scoped(Supplier<NDArray> kernel) {
    NDArray result;
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      result = kernel.get();
      NDScope.unregister(result);
    }
    NDScope.register(result); // with the kernel that this one is part of, if any
    return result;
  }

  /** An array that shares a tensor's memory. */
  NDArray wrap(TF_Tensor tensor) {
    return NativeCalls.call(
        status -> {
          TFE_TensorHandle handle = tensorflow.TFE_NewTensorHandle(tensor, status);
          status.throwExceptionIfNotOK();
          return wrap(handle);
        });
  }

  /** An array that takes a handle over. */
  NDArray wrap(TFE_TensorHandle handle) {
    return TfArrays.wrap(manager, handle.withDeallocator().retainReference());
  }

  /** A tensor that shares an array's memory, owned by the pointer scope that is open. */
  static TF_Tensor tensor(NDArray array) {
    TF_Tensor tensor =
        NativeCalls.call(
            status -> {
              TF_Tensor shared = tensorflow.TFE_TensorHandleResolve(handle(array), status);
              status.throwExceptionIfNotOK();
              return shared;
            });
    return tensor.withDeallocator();
  }

  static TFE_TensorHandle handle(NDArray array) {
    return ((TfNDArray) array).getHandle();
  }

  TensorFlowRuntime runtime() {
    return runtime;
  }
}
