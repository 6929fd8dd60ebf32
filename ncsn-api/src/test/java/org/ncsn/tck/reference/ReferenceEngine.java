package org.ncsn.tck.reference;

import java.util.Arrays;
import java.util.Set;
import org.ncsn.array.HostArray;
import org.ncsn.engine.Capability;
import org.ncsn.engine.Engine;
import org.ncsn.engine.EngineInfo;
import org.ncsn.engine.Executable;
import org.ncsn.engine.Interpreter;
import org.ncsn.kernel.Kernels;
import org.ncsn.program.Program;

/**
 * Computes in plain Java. A released array is overwritten, so that a use after its release shows in
 * the results.
 */
public final class ReferenceEngine implements Engine<HostArray> {
  private final Kernels<HostArray> kernels =
      new Kernels<>(
          new ReferenceCreation(),
          new ReferenceElementwise(),
          new ReferenceReductions(),
          new ReferenceShaping(),
          new ReferenceIndexing(),
          new ReferenceMatrices(),
          new ReferenceConvolution(),
          new ReferencePooling(),
          new ReferenceResize());

  @Override
  public EngineInfo info() {
    return new EngineInfo(
        "plain Java", Runtime.version().toString(), "cpu", 1, "none in particular");
  }

  @Override
  public Set<Capability> lacks() {
    return Set.of(Capability.BFLOAT16);
  }

  @Override
  public Kernels<HostArray> kernels() {
    return kernels;
  }

  @Override
  public HostArray upload(HostArray values) {
    return kernels.creation().copy(values);
  }

  @Override
  public HostArray download(HostArray array) {
    return kernels.creation().copy(array);
  }

  @Override
  public void release(HostArray array) {
    switch (array.dtype()) {
      case FLOAT32 -> Arrays.fill(array.floats(), Float.NaN);
      case FLOAT64 -> Arrays.fill(array.doubles(), Double.NaN);
      case INT32 -> Arrays.fill(array.ints(), Integer.MIN_VALUE);
    }
  }

  @Override
  public Executable<HostArray> compile(Program program) {
    return new Interpreter<>(program, this);
  }

  @Override
  public void close() {
    // Java's memory needs no closing.
  }
}
