package org.ncsn.backend.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.tensorflow.engine.TfNDManager;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ncsn.array.HostArray;
import org.ncsn.engine.Engine;
import org.ncsn.engine.EngineInfo;
import org.ncsn.engine.Executable;
import org.ncsn.engine.TimedStep;
import org.ncsn.kernel.Kernels;
import org.ncsn.lowering.PlainConvolutions;
import org.ncsn.lowering.Vectors;
import org.ncsn.lowering.WinogradFit;
import org.ncsn.lowering.WinogradRule;
import org.ncsn.program.Program;
import org.ncsn.spi.BackendOptions;
import org.ncsn.spi.BackendOptions.ConvolutionMethod;
import org.ncsn.spi.BackendOptions.Precision;

/** TensorFlow on DJL's arrays; programs are compiled to graphs. */
final class DjlEngine implements Engine<NDArray> {
  private final TensorFlowRuntime runtime;
  private final Device device;
  private final Precision precision;
  private final TfNDManager manager;
  private final EagerOps ops;
  private final boolean oneDnn;
  private final Kernels<NDArray> kernels;

  private final Optional<JavaConvolutions> java;
  private final WinogradFit fit;

  private DjlEngine(
      TensorFlowRuntime runtime, Device device, Precision precision, ConvolutionMethod method) {
    this.runtime = runtime;
    this.device = device;
    this.precision = precision;
    this.manager = runtime.newManager(device);
    this.ops = new EagerOps(runtime, manager);
    this.oneDnn = OneDnnProbe.passes(ops, precision);
    this.kernels = TfKernels.over(ops, precision, oneDnn);
    this.fit = new WinogradFit(WinogradRule.of(method));
    this.java =
        !device.isGpu() && precision == Precision.FLOAT32 && hasFasterKernels(method)
            ? Optional.of(JavaConvolutions.on(ops, runtime.threads()))
            : Optional.empty();
  }

  /**
   * Whether kernels in Java are used at all. They were measured to be faster than oneDNN's on AVX2;
   * with AVX-512 these are twice as fast as they are there.
   */
  private static boolean hasFasterKernels(ConvolutionMethod method) {
    return Vectors.areAvailable()
        && switch (method) {
          case AUTO -> Processor.instructions().equals(Processor.AVX2);
          case DIRECT -> false;
          case FEWEST -> true;
        };
  }

  /**
   * @throws org.ncsn.error.UserError if TensorFlow cannot run here, or not with these options
   */
  static DjlEngine open(BackendOptions options) {
    TensorFlowRuntime runtime = TensorFlowRuntime.load(options.effectiveThreads());
    return new DjlEngine(
        runtime, runtime.device(options.device()), options.precision(), options.convolution());
  }

  @Override
  public EngineInfo info() {
    String place = device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
    return new EngineInfo(
        "TensorFlow", runtime.version(), place, runtime.threads(), Processor.instructions());
  }

  @Override
  public Kernels<NDArray> kernels() {
    return kernels;
  }

  @Override
  public NDArray upload(HostArray values) {
    return ops.constant(values);
  }

  @Override
  public HostArray download(NDArray array) {
    return NativeCalls.call(status -> HostTensors.read(EagerOps.tensor(array), ops.type(array)));
  }

  @Override
  public void release(NDArray array) {
    array.close();
  }

  @Override
  public Executable<NDArray> compile(Program program) {
    return compile(program, java, this::graph);
  }

  @Override
  public Executable<NDArray> compileTimed(Program program, Consumer<TimedStep> observer) {
    return compile(
        program,
        java.map(convolutions -> convolutions.observed(observer)),
        part -> Engine.super.compileTimed(part, observer));
  }

  private Executable<NDArray> compile(
      Program program,
      Optional<JavaConvolutions> convolutions,
      Function<Program, Executable<NDArray>> graphs) {
    if (convolutions.isEmpty()) {
      return graphs.apply(program);
    }
    Program plain = PlainConvolutions.of(program, fit);
    return new MixedProgram(plain, Steps.of(plain, fit, convolutions.get(), graphs));
  }

  private Executable<NDArray> graph(Program program) {
    return GraphProgram.of(
        program, ops, graph -> TfKernels.over(graph, precision, oneDnn), runtime.threads());
  }

  /** How many arrays are alive. */
  int liveArrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    java.ifPresent(JavaConvolutions::close);
    manager.close();
  }
}
