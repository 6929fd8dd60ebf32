package org.ncsn.backend.djl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_OperationDescription;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.global.tensorflow;

/** An operation that is added to a graph. */
final class GraphOp extends OpBuilder<GraphValue> {
  private final GraphOps ops;
  private final TF_OperationDescription description;

  GraphOp(GraphOps ops, TF_Graph graph, String type, String name) {
    this.ops = ops;
    this.description = tensorflow.TF_NewOperation(graph, type, name);
  }

  @Override
  OpBuilder<GraphValue> input(GraphValue x) {
    try (TF_Output output = new TF_Output()) {
      tensorflow.TF_AddInput(description, output.oper(x.operation()).index(0));
    }
    return this;
  }

  @Override
  OpBuilder<GraphValue> inputs(List<GraphValue> xs) {
    try (TF_Output outputs = new TF_Output(xs.size())) {
      for (int i = 0; i < xs.size(); i++) {
        outputs.position(i).oper(xs.get(i).operation()).index(0);
      }
      tensorflow.TF_AddInputList(description, outputs.position(0), xs.size());
    }
    return this;
  }

  @Override
  OpBuilder<GraphValue> literal(HostArray values) {
    return input(ops.literal(values));
  }

  @Override
  OpBuilder<GraphValue> attribute(String name, boolean value) {
    tensorflow.TF_SetAttrBool(description, name, (byte) (value ? 1 : 0));
    return this;
  }

  @Override
  OpBuilder<GraphValue> attribute(String name, float value) {
    tensorflow.TF_SetAttrFloat(description, name, value);
    return this;
  }

  @Override
  OpBuilder<GraphValue> attribute(String name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    try (BytePointer pointer = new BytePointer(bytes)) {
      tensorflow.TF_SetAttrString(description, name, pointer, bytes.length);
    }
    return this;
  }

  @Override
  OpBuilder<GraphValue> attribute(String name, long... values) {
    tensorflow.TF_SetAttrIntList(description, name, values, values.length);
    return this;
  }

  @Override
  OpBuilder<GraphValue> type(String name, int type) {
    tensorflow.TF_SetAttrType(description, name, type);
    return this;
  }

  @Override
  OpBuilder<GraphValue> after(GraphValue other) {
    tensorflow.TF_AddControlInput(description, other.operation());
    return this;
  }

  @Override
  OpBuilder<GraphValue> shape(String name, Shape shape) {
    tensorflow.TF_SetAttrShape(description, name, shape.longExtents(), shape.rank());
    return this;
  }

  /** An attribute that is a tensor. */
  OpBuilder<GraphValue> values(String name, HostArray values) {
    return NativeCalls.call(
        status -> {
          tensorflow.TF_SetAttrTensor(description, name, HostTensors.write(values), status);
          return this;
        });
  }

  @Override
  GraphValue run() {
    return new GraphValue(
        NativeCalls.call(status -> tensorflow.TF_FinishOperation(description, status)));
  }
}
