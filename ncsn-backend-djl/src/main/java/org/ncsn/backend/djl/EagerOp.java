package org.ncsn.backend.djl;

import ai.djl.ndarray.NDArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.tensorflow.internal.c_api.TFE_Op;
import org.tensorflow.internal.c_api.TFE_TensorHandle;
import org.tensorflow.internal.c_api.global.tensorflow;

/** An operation that is computed at once. */
final class EagerOp extends OpBuilder<NDArray> {
  private final EagerOps ops;
  private final TFE_Op op;
  private final List<NDArray> literals = new ArrayList<>();

  EagerOp(EagerOps ops, String name) {
    this.ops = ops;
    this.op =
        NativeCalls.call(status -> tensorflow.TFE_NewOp(ops.runtime().context(), name, status));
  }

  @Override
  OpBuilder<NDArray> input(NDArray x) {
    NativeCalls.call(
        status -> {
          tensorflow.TFE_OpAddInput(op, EagerOps.handle(x), status);
          return this;
        });
    return this;
  }

  @Override
  OpBuilder<NDArray> inputs(List<NDArray> xs) {
    return NativeCalls.call(
        status -> {
          PointerPointer<TFE_TensorHandle> handles = new PointerPointer<>(xs.size());
          for (int i = 0; i < xs.size(); i++) {
            handles.put(i, EagerOps.handle(xs.get(i)));
          }
          tensorflow.TFE_OpAddInputList(op, handles, xs.size(), status);
          return this;
        });
  }

  @Override
  OpBuilder<NDArray> literal(HostArray values) {
    NDArray literal = ops.constant(values);
    literals.add(literal);
    return input(literal);
  }

  @Override
  OpBuilder<NDArray> attribute(String name, boolean value) {
    tensorflow.TFE_OpSetAttrBool(op, name, (byte) (value ? 1 : 0));
    return this;
  }

  @Override
  OpBuilder<NDArray> attribute(String name, float value) {
    tensorflow.TFE_OpSetAttrFloat(op, name, value);
    return this;
  }

  @Override
  OpBuilder<NDArray> attribute(String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    try (BytePointer pointer = new BytePointer(bytes)) {
      tensorflow.TFE_OpSetAttrString(op, name, pointer, bytes.length);
    }
    return this;
  }

  @Override
  OpBuilder<NDArray> attribute(String name, long... values) {
    tensorflow.TFE_OpSetAttrIntList(op, name, values, values.length);
    return this;
  }

  @Override
  OpBuilder<NDArray> type(String name, int type) {
    tensorflow.TFE_OpSetAttrType(op, name, type);
    return this;
  }

  @Override
  OpBuilder<NDArray> shape(String name, Shape shape) {
    return NativeCalls.call(
        status -> {
          tensorflow.TFE_OpSetAttrShape(op, name, shape.longExtents(), shape.rank(), status);
          return this;
        });
  }

  /** What is computed at once is computed in order. */
  @Override
  OpBuilder<NDArray> after(NDArray other) {
    return this;
  }

  @Override
  NDArray run() {
    try {
      return NativeCalls.call(
          status -> {
            PointerPointer<TFE_TensorHandle> results = new PointerPointer<>(1);
            IntPointer count = new IntPointer(1).put(1);
            tensorflow.TFE_Execute(op, results, count, status);
            status.throwExceptionIfNotOK();
            return ops.wrap(results.get(TFE_TensorHandle.class, 0));
          });
    } finally {
      tensorflow.TFE_DeleteOp(op);
      literals.forEach(NDArray::close);
    }
  }
}
