package org.ncsn.backend.nd4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.ncsn.array.TensorType;
import org.ncsn.backend.nd4j.Operation.Call;
import org.ncsn.compiler.Fusion;
import org.ncsn.compiler.Softmaxes;
import org.ncsn.compiler.Sweep;
import org.ncsn.kernel.Kernels;
import org.ncsn.lowering.BiasedConvolutions;
import org.ncsn.primitive.Convolution.Conv2d;
import org.ncsn.primitive.Convolution.InputGradient;
import org.ncsn.program.Program;
import org.ncsn.program.Program.Instruction;
import org.ncsn.vector.SweepKernel;
import org.nd4j.linalg.api.buffer.DataType;

/** Turns a program into ND4J's operations with planned memory. */
final class Lowering {
  private final Program program;
  private final Nd4jEngine engine;
  private final Recorder recorder;
  private final Kernels<Nd4jArray> kernels;
  private final Nd4jArray[] values;
  private final Fusion fusion;
  private final GradientPairs pairs;
  private final BiasedConvolutions biased;

  private Lowering(Fusion fusion, Nd4jEngine engine) {
    this.program = fusion.program();
    this.fusion = fusion;
    this.pairs = GradientPairs.of(program);
    this.biased = BiasedConvolutions.of(program);
    this.engine = engine;
    this.recorder = new Recorder(engine.machine());
    this.kernels = engine.kernels(recorder);
    this.values = new Nd4jArray[program.inputs().size() + program.instructions().size()];
  }

  static Nd4jExecutable of(Program program, Nd4jEngine engine) {
    return of(program, engine, step -> step.operation().prepare());
  }

  /**
   * @param calls makes the call of each step
   */
  static Nd4jExecutable of(Program program, Nd4jEngine engine, Function<Step, Call> calls) {
    return new Lowering(fused(program, engine), engine).lowered(calls);
  }

  private static Fusion fused(Program program, Nd4jEngine engine) {
    if (!engine.sweeps()) {
      return new Fusion(program, List.of());
    }
    Program plain = Softmaxes.writtenOut(program, Sweeping::hasRows);
    return Fusion.of(plain, new Sweeping(BiasedConvolutions.of(plain)));
  }

  private Nd4jExecutable lowered(Function<Step, Call> calls) {
    int inputs = program.inputs().size();
    for (int i = 0; i < inputs; i++) {
      TensorType type = program.inputs().get(i);
      values[i] = Nd4jArray.of(new ProgramInput(i, Transfer.type(type.dtype())), type.shape());
    }
    for (int i = 0; i < program.instructions().size(); i++) {
      Optional<Sweep> sweep = fusion.sweepAt(i);
      if (sweep.isEmpty()) {
        compute(i);
      } else if (sweep.get().first() == i) {
        compute(sweep.get());
      }
    }
    List<Nd4jArray> outputs = outputs();
    Set<Planned> apart = Collections.newSetFromMap(new IdentityHashMap<>());
    outputs.forEach(output -> apart.add((Planned) output.storage()));
    MemoryPlan plan = MemoryPlan.of(recorder.steps(), apart);
    return new Nd4jExecutable(engine, recorder.steps(), calls, recorder.constants(), outputs, plan);
  }

  private void compute(int index) {
    Optional<GradientPairs.Pair> pair = pairs.at(index);
    if (pair.isPresent()) {
      if (pair.get().position() == index) {
        compute(pair.get());
      }
    } else if (!biased.isJoined(index)) {
      Instruction instruction = program.instructions().get(index);
      values[program.inputs().size() + index] =
          biased.at(index).map(this::compute).orElseGet(() -> compute(instruction));
    }
  }

  private Nd4jArray compute(Instruction instruction) {
    List<Nd4jArray> operands = instruction.operands().stream().map(i -> values[i]).toList();
    return instruction.primitive().call(kernels, operands);
  }

  /** Many instructions in one pass over memory. */
  private void compute(Sweep sweep) {
    SweepKernel kernel = Tape.of(program, sweep);
    List<Nd4jArray> results = new ArrayList<>();
    for (int value : sweep.results()) {
      values[value] = recorder.allocate(DataType.FLOAT, program.type(value).shape());
      results.add(values[value]);
    }
    recorder.run(
        new JavaOperation(kernel, engine.workers().orElseThrow()),
        sweep.operands().stream().map(value -> values[value]).toList(),
        results);
  }

  /** A convolution with its bias. */
  private Nd4jArray compute(BiasedConvolutions.Biased biased) {
    Instruction convolution = biased.convolution();
    return ((Convolution) kernels.convolution())
        .biased(
            values[convolution.operands().get(0)],
            values[convolution.operands().get(1)],
            values[biased.bias()],
            ((Conv2d) convolution.primitive()).geometry());
  }

  /** Both gradients of a convolution with one of ND4J's operations. */
  private void compute(GradientPairs.Pair pair) {
    int inputs = program.inputs().size();
    Instruction ofInput = program.instructions().get(pair.ofInput());
    Instruction ofKernel = program.instructions().get(pair.ofKernel());
    Convolution.Gradients gradients =
        ((Convolution) kernels.convolution())
            .gradients(
                values[ofKernel.operands().get(0)],
                values[ofInput.operands().get(1)],
                values[ofInput.operands().get(0)],
                ((InputGradient) ofInput.primitive()).geometry());
    values[inputs + pair.ofInput()] = gradients.image();
    values[inputs + pair.ofKernel()] = gradients.kernel();
  }

  /** The program's results, each in planned memory that is its own. */
  private List<Nd4jArray> outputs() {
    Set<Storage> taken = new HashSet<>();
    List<Nd4jArray> outputs = new ArrayList<>();
    for (int number : program.outputs()) {
      Nd4jArray value = values[number];
      boolean isOwn = value.storage() instanceof Planned && taken.add(value.storage());
      outputs.add(isOwn ? value : kernels.creation().copy(value));
    }
    return outputs;
  }
}
