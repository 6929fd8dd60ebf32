package org.ncsn.backend.djl;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.global.tensorflow;

/** Operations that are added to a TensorFlow graph. */
final class GraphOps implements TfOps<GraphValue> {
  private final TF_Graph graph;
  private final Map<HostArray, GraphValue> literals = new HashMap<>();
  private int count;

  GraphOps(TF_Graph graph) {
    this.graph = graph;
  }

  @Override
  public OpBuilder<GraphValue> op(String name) {
    return new GraphOp(this, graph, name, name + "_" + count++);
  }

  /** An input of the graph. */
  GraphValue placeholder(TensorType type) {
    return ((GraphOp) op("Placeholder"))
        .shape("shape", type.shape())
        .type("dtype", TfTypes.code(type.dtype()))
        .run();
  }

  @Override
  public GraphValue constant(HostArray values) {
    return ((GraphOp) op("Const"))
        .values("value", values)
        .type("dtype", TfTypes.code(values.dtype()))
        .run();
  }

  /**
   * An output of the graph: a node of its own, since TensorFlow fuses operations without asking
   * whether the first of them is an output, which it then misses.
   */
  GraphValue fetched(GraphValue value) {
    return op("Identity").input(value).run();
  }

  /** A constant that kernels bring along, once however often they do. */
  GraphValue literal(HostArray values) {
    return literals.computeIfAbsent(values, this::constant);
  }

  @Override
  public TensorType type(GraphValue value) {
    return NativeCalls.call(
        status -> {
          TF_Output output = new TF_Output().oper(value.operation()).index(0);
          int rank = tensorflow.TF_GraphGetTensorNumDims(graph, output, status);
          status.throwExceptionIfNotOK();
          long[] extents = new long[rank];
          tensorflow.TF_GraphGetTensorShape(graph, output, extents, rank, status);
          int[] shape = new int[rank];
          for (int axis = 0; axis < rank; axis++) {
            shape[axis] = Math.toIntExact(extents[axis]);
          }
          int dtype = tensorflow.TF_OperationOutputType(output);
          return new TensorType(TfTypes.dtype(dtype), Shape.of(shape));
        });
  }

  @Override
  public boolean isGraph() {
    return true;
  }

  @Override
  public boolean isResultOf(String name, GraphValue value) {
    return tensorflow.TF_OperationOpType(value.operation()).getString().equals(name);
  }

  @Override
  public GraphValue scoped(Supplier<GraphValue> kernel) {
    return kernel.get();
  }
}
