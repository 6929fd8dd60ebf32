package org.ncsn.tensor;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.compiler.Rematerialization;
import org.ncsn.compiler.Simplifications;
import org.ncsn.engine.Capability;
import org.ncsn.engine.Engine;
import org.ncsn.engine.EngineInfo;
import org.ncsn.engine.Executable;
import org.ncsn.memory.MemorySupply;
import org.ncsn.memory.SystemMemory;
import org.ncsn.program.Peak;
import org.ncsn.program.Program;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * An engine as people use it: makes tensors, and compiles functions of them.
 *
 * <pre>{@code
 * Tensor x = backend.tensor(HostArray.of(Shape.of(3), 1f, 2f, 3f));
 * CompiledProgram twice = backend.compile("twice", List.of(x.type()), in -> List.of(in.get(0).multiply(2)));
 * Tensor y = twice.run(List.of(x)).get(0);
 * }</pre>
 */
public final class Backend implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backend.class);

  private final String name;
  private final Typed<?> typed;
  private final ProgramObserver observer;
  private final MemoryLedger memory;

  private Backend(String name, Typed<?> typed, ProgramObserver observer, MemoryLedger memory) {
    this.name = name;
    this.typed = typed;
    this.observer = observer;
    this.memory = memory;
  }

  /**
   * A backend over an engine.
   *
   * @param name what configurations call it, for example {@code djl}
   * @param nanGuard whether every result is looked through for NaN and infinity, and the first
   *     primitive that made one is named in an {@link ArithmeticException}; slow
   */
  public static <A> Backend over(String name, Engine<A> engine, boolean nanGuard) {
    // What a device of its own has is known to its driver alone.
    MemorySupply supply = engine.info().device().startsWith("gpu") ? List::of : SystemMemory.here();
    return new Backend(
        name, new Typed<>(name, engine, nanGuard), (program, time) -> {}, new MemoryLedger(supply));
  }

  /** The same backend, whose programs an observer learns of. Either may be closed, not both. */
  public Backend observed(ProgramObserver programs) {
    return new Backend(name, typed, programs, memory);
  }

  /**
   * The same backend, told by others how much memory there is; by itself it takes what the system
   * leaves to the process. Either may be closed, not both.
   */
  public Backend within(MemorySupply supply) {
    return new Backend(name, typed, observer, new MemoryLedger(supply));
  }

  /** What configurations call it. */
  public String name() {
    return name;
  }

  /** Engine, version, device, threads and instruction set. */
  public EngineInfo info() {
    return typed.engine.info();
  }

  /** What its engine cannot do. */
  public Set<Capability> lacks() {
    return typed.engine.lacks();
  }

  /**
   * A tensor with the given values.
   *
   * @throws org.ncsn.memory.MemoryShortage if there is no memory for it
   */
  public Tensor tensor(HostArray values) {
    memory.requireFor(values.type());
    return new Tensor(values.type(), typed.stage.upload(values), null);
  }

  /** A tensor of one number, without axes. */
  public Tensor scalar(DType dtype, double value) {
    return tensor(HostArray.of(Shape.scalar(), value).to(dtype));
  }

  /**
   * Traces a function once and prepares it to be run many times.
   *
   * @param label what errors, the log and profiles call it
   * @param inputs types of the function's arguments
   * @param function a pure function: everything that changes from run to run is an input, and no
   *     value is read inside. Tensors of this backend that it uses become constants.
   * @throws org.ncsn.memory.MemoryShortage if running it would take more memory than there is
   */
  public CompiledProgram compile(
      String label, List<TensorType> inputs, UnaryOperator<List<Tensor>> function) {
    return compile(label, inputs, function, UnaryOperator.identity());
  }

  /**
   * As {@link #compile(String, List, UnaryOperator)}, for programs with a backward pass that need
   * too much memory: what is cheap to compute again is not kept in between.
   */
  public CompiledProgram compileFrugally(
      String label, List<TensorType> inputs, UnaryOperator<List<Tensor>> function) {
    return compile(label, inputs, function, Rematerialization::apply);
  }

  private CompiledProgram compile(
      String label,
      List<TensorType> inputs,
      UnaryOperator<List<Tensor>> function,
      UnaryOperator<Program> transformation) {
    long start = System.nanoTime();
    TraceStage trace = new TraceStage(label, typed.stage, List.copyOf(inputs));
    Program traced = trace.finish(function.apply(trace.inputs()));
    Program simplified = Simplifications.apply(traced);
    Program program = transformation.apply(simplified);
    long held = Peak.of(program).bytes();
    memory.requireFor(label, held, () -> Peak.of(Rematerialization.apply(simplified)).bytes());
    CompiledProgram compiled = typed.compile(program, observer);
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    observer.compiled(program, time);
    LOG.atLevel(program.instructions().size() > 1 ? Level.INFO : Level.DEBUG)
        .log(
            "{}: {} instructions ({} traced), {} MB at its peak, compiled in {} ms",
            label,
            program.instructions().size(),
            traced.instructions().size(),
            held >> 20,
            time.toMillis());
    return compiled;
  }

  /**
   * Bytes that the largest of the programs compiled so far takes while it runs, as far as that can
   * be planned; 0 if all are small. What the engine takes for itself comes on top.
   */
  public long plannedBytes() {
    return memory.largest();
  }

  /** Closes the engine; its tensors are not used afterwards. */
  @Override
  public void close() {
    typed.engine.close();
  }

  @Override
  public String toString() {
    return name + " (" + info() + ")";
  }

  /** Ties a stage to its engine's array type. */
  private static final class Typed<A> {
    private final Engine<A> engine;
    private final EngineStage<A> stage;
    private final boolean nanGuard;

    Typed(String name, Engine<A> engine, boolean nanGuard) {
      this.engine = engine;
      this.stage = new EngineStage<>(name, engine, nanGuard);
      this.nanGuard = nanGuard;
    }

    CompiledProgram compile(Program program, ProgramObserver observer) {
      return CompiledProgram.of(program, stage, executable(program, observer));
    }

    private Executable<A> executable(Program program, ProgramObserver observer) {
      if (nanGuard) {
        return new GuardedExecutable<>(program, engine);
      }
      return observer.timesSteps()
          ? engine.compileTimed(program, observer::ran)
          : engine.compile(program);
    }
  }
}
