package org.ncsn.backend.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.tensorflow.engine.TfNDManager;
import org.ncsn.array.HostArray;
import org.ncsn.engine.Engine;
import org.ncsn.engine.EngineInfo;
import org.ncsn.engine.Executable;
import org.ncsn.kernel.Kernels;
import org.ncsn.program.Program;
import org.ncsn.spi.BackendOptions;
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

  private DjlEngine(TensorFlowRuntime runtime, Device device, Precision precision) {
    this.runtime = runtime;
    this.device = device;
    this.precision = precision;
    this.manager = runtime.newManager(device);
    this.ops = new EagerOps(runtime, manager);
    this.oneDnn = OneDnnProbe.passes(ops, precision);
    this.kernels = TfKernels.over(ops, precision, oneDnn);
  }

  /**
   * @throws org.ncsn.error.UserError if TensorFlow cannot run here, or not with these options
   */
  static DjlEngine open(BackendOptions options) {
    TensorFlowRuntime runtime = TensorFlowRuntime.load(options.effectiveThreads());
    return new DjlEngine(runtime, runtime.device(options.device()), options.precision());
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
    return GraphProgram.of(
        program, ops, graph -> TfKernels.over(graph, precision, oneDnn), runtime.threads());
  }

  /** How many arrays are alive. */
  int liveArrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
  }
}
