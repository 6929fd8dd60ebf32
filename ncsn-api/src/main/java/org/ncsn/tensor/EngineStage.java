package org.ncsn.tensor;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.engine.Engine;
import org.ncsn.engine.Executable;
import org.ncsn.program.Primitive;

/** Computes at once, with an engine's kernels. */
final class EngineStage<A> implements Stage {
  private final String label;
  private final Engine<A> engine;
  private final boolean nanGuard;

  EngineStage(String label, Engine<A> engine, boolean nanGuard) {
    this.label = label;
    this.engine = engine;
    this.nanGuard = nanGuard;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Value execute(Primitive primitive, List<Tensor> operands, TensorType type) {
    List<A> arrays = new ArrayList<>(operands.size());
    for (int i = 0; i < operands.size(); i++) {
      arrays.add(array(primitive.name(), i, operands.get(i)));
    }
    EngineValue<A> value = new EngineValue<>(this, primitive.call(engine.kernels(), arrays));
    if (nanGuard && type.dtype().isFloating()) {
      guard(primitive, arrays, value);
    }
    Scope.register(value);
    return value;
  }

  private void guard(Primitive primitive, List<A> operands, EngineValue<A> value) {
    try {
      NanGuard.check(primitive, operands.stream().map(engine::download).toList(), download(value));
    } catch (ArithmeticException notFinite) {
      // Nobody will hold the value: outside of a scope it would never be freed.
      value.close();
      throw notFinite;
    }
  }

  Value upload(HostArray values) {
    EngineValue<A> value = new EngineValue<>(this, engine.upload(values));
    Scope.register(value);
    return value;
  }

  HostArray download(Tensor tensor) {
    return engine.download(array("download", 0, tensor));
  }

  private HostArray download(EngineValue<A> value) {
    return engine.download(value.array);
  }

  List<Value> run(String program, Executable<A> executable, List<Tensor> inputs) {
    List<A> arrays = new ArrayList<>(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      arrays.add(array(program, i, inputs.get(i)));
    }
    List<Value> results = new ArrayList<>();
    for (A array : executable.run(arrays)) {
      EngineValue<A> value = new EngineValue<>(this, array);
      Scope.register(value);
      results.add(value);
    }
    return results;
  }

  // A value of this stage holds this engine's array: no other code makes one.
  @SuppressWarnings("unchecked")
  private A array(String operation, int operand, Tensor tensor) {
    if (tensor.value().stage() != this) {
      throw new IllegalArgumentException(
          operation
              + ": operand "
              + (operand + 1)
              + " ("
              + tensor.type()
              + ") lives on "
              + tensor.value().stage().label()
              + ", the others on "
              + label);
    }
    EngineValue<A> value = (EngineValue<A>) tensor.value();
    if (value.closed) {
      throw new IllegalStateException(
          operation
              + ": operand "
              + (operand + 1)
              + " ("
              + tensor.type()
              + ") is closed; keep it in its scope to use it longer");
    }
    return value.array;
  }

  /** An array of the engine, released once. */
  static final class EngineValue<A> implements Value, AutoCloseable {
    private final EngineStage<A> stage;
    private final A array;
    private boolean closed;

    EngineValue(EngineStage<A> stage, A array) {
      this.stage = stage;
      this.array = array;
    }

    @Override
    public Stage stage() {
      return stage;
    }

    boolean isClosed() {
      return closed;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        stage.engine.release(array);
      }
    }
  }
}
