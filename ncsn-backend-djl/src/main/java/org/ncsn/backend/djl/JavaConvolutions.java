package org.ncsn.backend.djl;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.javacpp.BytePointer;
import org.ncsn.array.DType;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.engine.Executable;
import org.ncsn.engine.TimedStep;
import org.ncsn.vector.FloatMemory;
import org.ncsn.vector.JavaKernel;
import org.ncsn.vector.WinogradConvolution;
import org.ncsn.vector.WinogradKernel;
import org.ncsn.vector.WinogradKernelGradient;
import org.ncsn.vector.WinogradSizes;
import org.ncsn.vector.Workers;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * Convolutions by Winograd's algorithm, in Java, on TensorFlow's memory.
 *
 * @param observer is told how long each took
 */
record JavaConvolutions(EagerOps ops, Workers workers, Consumer<TimedStep> observer)
    implements AutoCloseable {
  /** Convolutions on so many threads. */
  static JavaConvolutions on(EagerOps ops, int threads) {
    return new JavaConvolutions(ops, new Workers(threads), step -> {});
  }

  /** The same, on the same threads, telling how long they take. */
  JavaConvolutions observed(Consumer<TimedStep> by) {
    return new JavaConvolutions(ops, workers, by);
  }

  /** Takes images, a kernel and, if there is one, a bias {@code [Cout]}. */
  Executable<NDArray> convolution(WinogradSizes sizes) {
    Shape result = Shape.of(sizes.images(), sizes.outHeight(), sizes.outWidth(), sizes.outputs());
    return new Code(
        operands -> {
          NDArray kernel =
              run(
                  new WinogradKernel(sizes.ofKernel()),
                  Shape.of(sizes.transformedKernel()),
                  operands.subList(1, 2));
          List<NDArray> taken = new ArrayList<>(operands);
          taken.set(1, kernel);
          try {
            return run(new WinogradConvolution(sizes), result, taken);
          } finally {
            kernel.close();
          }
        });
  }

  /** Takes images and cotangents. */
  Executable<NDArray> kernelGradient(WinogradSizes sizes) {
    Shape result = Shape.of(3, 3, sizes.inputs(), sizes.outputs());
    return new Code(operands -> run(new WinogradKernelGradient(sizes), result, operands));
  }

  private record Code(Function<List<NDArray>, NDArray> function) implements Executable<NDArray> {
    @Override
    public List<NDArray> run(List<NDArray> inputs) {
      return List.of(function.apply(inputs));
    }

    @Override
    public void close() {
      // The threads are everybody's.
    }
  }

  private NDArray run(JavaKernel kernel, Shape shape, List<NDArray> operands) {
    long begun = System.nanoTime();
    return NativeCalls.call(
        status -> {
          TF_Tensor result = HostTensors.allocate(new TensorType(DType.FLOAT32, shape));
          List<FloatMemory> memory =
              operands.stream().map(operand -> memory(EagerOps.tensor(operand))).toList();
          synchronized (workers) {
            kernel.run(memory, List.of(memory(result)), workers);
          }
          long bytes =
              (shape.size() + memory.stream().mapToLong(FloatMemory::size).sum()) * Float.BYTES;
          observer.accept(new TimedStep(kernel.label(), bytes, System.nanoTime() - begun));
          return ops.wrap(result);
        });
  }

  private static FloatMemory memory(TF_Tensor tensor) {
    long bytes = tensorflow.TF_TensorByteSize(tensor);
    ByteBuffer buffer =
        new BytePointer(tensorflow.TF_TensorData(tensor)).capacity(bytes).asByteBuffer();
    return FloatMemory.of(buffer);
  }

  @Override
  public void close() {
    workers.close();
  }
}
