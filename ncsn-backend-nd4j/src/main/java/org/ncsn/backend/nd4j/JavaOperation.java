package org.ncsn.backend.nd4j;

import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.ncsn.array.Shape;
import org.ncsn.vector.FloatMemory;
import org.ncsn.vector.JavaKernel;
import org.ncsn.vector.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An operation that is Java code on ND4J's memory. Its arrays are float32 and {@link #reaches small
 * enough}.
 */
record JavaOperation(JavaKernel kernel, Workers workers) implements Operation {
  /** Whether an array is not beyond what Java addresses as one buffer. */
  static boolean reaches(Shape array) {
    return array.size() <= Integer.MAX_VALUE / Float.BYTES;
  }

  @Override
  public String label() {
    return kernel.label();
  }

  @Override
  public boolean isElementwise() {
    return kernel.isElementwise();
  }

  @Override
  public Call prepare() {
    return new JavaCall(this);
  }

  /** The kernel and where its numbers are. */
  private static final class JavaCall implements Call {
    private final JavaOperation operation;
    private List<FloatMemory> operands = List.of();
    private List<FloatMemory> results = List.of();

    JavaCall(JavaOperation operation) {
      this.operation = operation;
    }

    @Override
    public void bind(List<INDArray> newOperands, List<INDArray> newResults) {
      operands = newOperands.stream().map(JavaCall::memory).toList();
      results = newResults.stream().map(JavaCall::memory).toList();
    }

    private static FloatMemory memory(INDArray array) {
      Pointer start = array.data().addressPointer();
      BytePointer bytes = new BytePointer(start);
      return FloatMemory.of(bytes.position(0).limit(array.length() * Float.BYTES).asByteBuffer());
    }

    @Override
    public void run() {
      operation.kernel.run(operands, results, operation.workers);
    }

    @Override
    public void unbind() {
      operands = List.of();
      results = List.of();
    }
  }
}
