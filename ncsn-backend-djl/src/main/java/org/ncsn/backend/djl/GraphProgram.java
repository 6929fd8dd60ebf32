package org.ncsn.backend.djl;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.ncsn.engine.Executable;
import org.ncsn.kernel.Kernels;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RewriterConfig.NumIterationsType;

/**
 * A program as one TensorFlow graph and the session that runs it. Arrays go in and come out without
 * being copied: they share the session's buffers, which TensorFlow counts.
 */
final class GraphProgram implements Executable<NDArray> {
  private final EagerOps ops;
  private final TF_Graph graph;
  private final TF_Session session;
  private final TF_Output inputs;
  private final TF_Output outputs;
  private final int inputCount;
  private final int outputCount;

  private GraphProgram(
      EagerOps ops,
      TF_Graph graph,
      TF_Session session,
      List<GraphValue> inputs,
      List<GraphValue> outputs) {
    this.ops = ops;
    this.graph = graph;
    this.session = session;
    this.inputs = list(inputs);
    this.outputs = list(outputs);
    this.inputCount = inputs.size();
    this.outputCount = outputs.size();
  }

  /** Lowers every instruction to operations of a graph. */
  static GraphProgram of(
      Program program, EagerOps ops, Function<GraphOps, Kernels<GraphValue>> kernels, int threads) {
    TF_Graph graph = tensorflow.TF_NewGraph();
    try {
      GraphOps graphOps = new GraphOps(graph);
      Kernels<GraphValue> lowering = kernels.apply(graphOps);
      List<GraphValue> values = new ArrayList<>();
      program.inputs().forEach(type -> values.add(graphOps.placeholder(type)));
      for (Instruction instruction : program.instructions()) {
        List<GraphValue> operands = instruction.operands().stream().map(values::get).toList();
        values.add(instruction.primitive().call(lowering, operands));
      }
      return new GraphProgram(
          ops,
          graph,
          session(graph, threads),
          values.subList(0, program.inputs().size()),
          program.outputs().stream().map(values::get).map(graphOps::fetched).toList());
    } catch (RuntimeException | Error failure) {
      tensorflow.TF_DeleteGraph(graph);
      throw failure;
    }
  }

  private static TF_Session session(TF_Graph graph, int threads) {
    // One operation after the other, each on all threads, is fastest: operations are large.
    byte[] config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(1)
            .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriting()))
            .build()
            .toByteArray();
    return NativeCalls.call(
        status -> {
          TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
          tensorflow.TF_SetConfig(options, new BytePointer(config), config.length, status);
          status.throwExceptionIfNotOK();
          return tensorflow.TF_NewSession(graph, options, status);
        });
  }

  /**
   * TensorFlow fuses, once, and leaves everything else as it is. It would join sums that are fused
   * with convolutions otherwise, and bring factors that are known early together: parts of the
   * backward pass are then computed in the forward pass, and held. What is constant, twice the same
   * or not asked for went when the program was simplified, so that its other passes, each twice,
   * find nothing; they take half of the time until a program first runs.
   */
  private static RewriterConfig rewriting() {
    return RewriterConfig.newBuilder()
        .addOptimizers("remap")
        .setMetaOptimizerIterations(NumIterationsType.ONE)
        .build();
  }

  private static TF_Output list(List<GraphValue> values) {
    TF_Output list = new TF_Output(values.size());
    for (int i = 0; i < values.size(); i++) {
      list.position(i).oper(values.get(i).operation()).index(0);
    }
    return list.position(0);
  }

  @Override
  public List<NDArray> run(List<NDArray> arrays) {
    if (outputCount == 0) {
      return List.of(); // which TensorFlow refuses to compute
    }
    return NativeCalls.call(
        status -> {
          PointerPointer<TF_Tensor> fed = new PointerPointer<>(inputCount);
          for (int i = 0; i < inputCount; i++) {
            fed.put(i, EagerOps.tensor(arrays.get(i)));
          }
          PointerPointer<TF_Tensor> fetched = new PointerPointer<>(outputCount);
          tensorflow.TF_SessionRun(
              session,
              null,
              inputs,
              fed,
              inputCount,
              outputs,
              fetched,
              outputCount,
              (PointerPointer<? extends Pointer>) null,
              0,
              null,
              status);
          status.throwExceptionIfNotOK();
          List<NDArray> results = new ArrayList<>();
          for (int i = 0; i < outputCount; i++) {
            results.add(ops.wrap(fetched.get(TF_Tensor.class, i).withDeallocator()));
          }
          return results;
        });
  }

  @Override
  public void close() {
    NativeCalls.call(
        status -> {
          tensorflow.TF_CloseSession(session, status);
          status.throwExceptionIfNotOK();
          tensorflow.TF_DeleteSession(session, status);
          return this;
        });
    tensorflow.TF_DeleteGraph(graph);
    inputs.close();
    outputs.close();
  }
}
