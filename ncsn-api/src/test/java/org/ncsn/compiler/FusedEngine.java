package org.ncsn.compiler;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.engine.Capability;
import org.ncsn.engine.Engine;
import org.ncsn.engine.EngineInfo;
import org.ncsn.engine.Executable;
import org.ncsn.kernel.Kernels;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;
import org.ncsn.tck.reference.ReferenceEngine;

/**
 * Plain Java that takes every sweep it is offered, and in one the sums of rows. A sweep sees
 * nothing but what it says that it reads, and leaves nothing but what it says that it results in.
 */
final class FusedEngine implements Engine<HostArray> {
  static final Fusible EVERYTHING =
      new Fusible() {
        @Override
        public boolean computes(Program program, int index) {
          return true;
        }

        @Override
        public boolean fits(
            Shape space,
            Collection<Shape> shapes,
            Collection<Shape> sums,
            Collection<Shape> usedSums) {
          return usedSums.stream().allMatch(space.with(space.rank() - 1, 1)::equals);
        }

        @Override
        public boolean isWorthwhile(List<Instruction> instructions) {
          return true;
        }
      };

  private final ReferenceEngine engine = new ReferenceEngine();

  @Override
  public EngineInfo info() {
    return engine.info();
  }

  @Override
  public Set<Capability> lacks() {
    return engine.lacks();
  }

  @Override
  public Kernels<HostArray> kernels() {
    return engine.kernels();
  }

  @Override
  public HostArray upload(HostArray values) {
    return engine.upload(values);
  }

  @Override
  public HostArray download(HostArray array) {
    return engine.download(array);
  }

  @Override
  public void release(HostArray array) {
    engine.release(array);
  }

  @Override
  public Executable<HostArray> compile(Program program) {
    return new Fused(Fusion.of(Softmaxes.writtenOut(program, type -> true), EVERYTHING));
  }

  @Override
  public void close() {
    engine.close();
  }

  private final class Fused implements Executable<HostArray> {
    private final Fusion fusion;
    private final Program program;

    Fused(Fusion fusion) {
      this.fusion = fusion;
      this.program = fusion.program();
    }

    @Override
    public List<HostArray> run(List<HostArray> inputs) {
      Map<Integer, HostArray> values = new HashMap<>();
      for (int i = 0; i < inputs.size(); i++) {
        values.put(i, inputs.get(i));
      }
      for (int i = 0; i < program.instructions().size(); i++) {
        Optional<Sweep> sweep = fusion.sweepAt(i);
        if (sweep.isEmpty()) {
          compute(i, values);
        } else if (sweep.get().first() == i) {
          run(sweep.get(), values);
        }
      }
      return program.outputs().stream().map(values::get).toList();
    }

    private void run(Sweep sweep, Map<Integer, HostArray> values) {
      Map<Integer, HostArray> inside = new HashMap<>();
      sweep.operands().forEach(operand -> inside.put(operand, values.get(operand)));
      for (int i = sweep.first(); i < sweep.end(); i++) {
        compute(i, inside);
      }
      sweep.results().forEach(result -> values.put(result, inside.get(result)));
    }

    private void compute(int index, Map<Integer, HostArray> values) {
      Instruction instruction = program.instructions().get(index);
      List<HostArray> operands = instruction.operands().stream().map(values::get).toList();
      values.put(
          program.inputs().size() + index, instruction.primitive().call(kernels(), operands));
    }

    @Override
    public void close() {
      // Java's memory needs no closing.
    }
  }
}
