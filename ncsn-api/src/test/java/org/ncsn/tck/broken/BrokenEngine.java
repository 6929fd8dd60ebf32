package org.ncsn.tck.broken;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import org.ncsn.array.HostArray;
import org.ncsn.engine.Engine;
import org.ncsn.engine.EngineInfo;
import org.ncsn.engine.Executable;
import org.ncsn.engine.Interpreter;
import org.ncsn.kernel.ConvolutionKernels;
import org.ncsn.kernel.CreationKernels;
import org.ncsn.kernel.ElementwiseKernels;
import org.ncsn.kernel.IndexingKernels;
import org.ncsn.kernel.Kernels;
import org.ncsn.kernel.MatrixKernels;
import org.ncsn.kernel.PoolingKernels;
import org.ncsn.kernel.ReductionKernels;
import org.ncsn.kernel.ResizeKernels;
import org.ncsn.kernel.ShapingKernels;
import org.ncsn.program.Program;
import org.ncsn.tck.reference.ReferenceEngine;

/** The reference engine with one kernel, or its compiled programs, replaced. */
final class BrokenEngine implements Engine<HostArray> {
  private final Engine<HostArray> sound = new ReferenceEngine();
  private final Kernels<HostArray> kernels;
  private final UnaryOperator<Executable<HostArray>> programs;

  private BrokenEngine(
      String kernel, BrokenKernel broken, UnaryOperator<Executable<HostArray>> programs) {
    this.kernels = broken(sound.kernels(), kernel, broken);
    this.programs = programs;
  }

  /** An engine whose kernel of the given name is another one. */
  static BrokenEngine withKernel(String name, BrokenKernel broken) {
    return new BrokenEngine(name, broken, program -> program);
  }

  /** An engine whose compiled programs are other ones. */
  static BrokenEngine withPrograms(UnaryOperator<Executable<HostArray>> broken) {
    return new BrokenEngine("", (kernels, arguments) -> null, broken);
  }

  /** A kernel, given the sound ones and its own arguments. */
  @FunctionalInterface
  interface BrokenKernel {
    HostArray apply(Kernels<HostArray> sound, Object... arguments);
  }

  private static Kernels<HostArray> broken(
      Kernels<HostArray> sound, String kernel, BrokenKernel broken) {
    return new Kernels<>(
        proxy(CreationKernels.class, sound.creation(), sound, kernel, broken),
        proxy(ElementwiseKernels.class, sound.elementwise(), sound, kernel, broken),
        proxy(ReductionKernels.class, sound.reductions(), sound, kernel, broken),
        proxy(ShapingKernels.class, sound.shaping(), sound, kernel, broken),
        proxy(IndexingKernels.class, sound.indexing(), sound, kernel, broken),
        proxy(MatrixKernels.class, sound.matrices(), sound, kernel, broken),
        proxy(ConvolutionKernels.class, sound.convolution(), sound, kernel, broken),
        proxy(PoolingKernels.class, sound.pooling(), sound, kernel, broken),
        proxy(ResizeKernels.class, sound.resize(), sound, kernel, broken));
  }

  // The proxy implements the family's interface; its type argument exists for the compiler only.
  @SuppressWarnings("unchecked")
  private static <K> K proxy(
      Class<? super K> family,
      K kernels,
      Kernels<HostArray> sound,
      String kernel,
      BrokenKernel broken) {
    return (K)
        Proxy.newProxyInstance(
            family.getClassLoader(),
            new Class<?>[] {family},
            (proxy, method, arguments) -> {
              if (method.getName().equals(kernel)) {
                return broken.apply(sound, arguments);
              }
              try {
                return method.invoke(kernels, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  @Override
  public EngineInfo info() {
    return sound.info();
  }

  @Override
  public Kernels<HostArray> kernels() {
    return kernels;
  }

  @Override
  public HostArray upload(HostArray values) {
    return sound.upload(values);
  }

  @Override
  public HostArray download(HostArray array) {
    return sound.download(array);
  }

  @Override
  public void release(HostArray array) {
    sound.release(array);
  }

  @Override
  public Executable<HostArray> compile(Program program) {
    return programs.apply(new Interpreter<>(program, this));
  }

  @Override
  public void close() {
    sound.close();
  }
}
