package org.ncsn.tensor;

import java.util.ArrayList;
import java.util.List;
import org.ncsn.array.TensorType;
import org.ncsn.engine.Executable;
import org.ncsn.program.Program;

/** A function of tensors that was traced once and is run many times, always on the same shapes. */
public final class CompiledProgram implements AutoCloseable {
  private final Program program;
  private final Runner runner;
  private boolean closed;

  private CompiledProgram(Program program, Runner runner) {
    this.program = program;
    this.runner = runner;
  }

  static <A> CompiledProgram of(Program program, EngineStage<A> stage, Executable<A> executable) {
    return new CompiledProgram(
        program,
        new Runner() {
          @Override
          public List<Stage.Value> run(List<Tensor> inputs) {
            return stage.run(program.name(), executable, inputs);
          }

          @Override
          public void close() {
            executable.close();
          }
        });
  }

  /**
   * Runs the program once.
   *
   * @param inputs tensors of the types that the program was compiled for
   * @return new tensors, owned by the scope that is open now
   * @throws IllegalArgumentException if an input has another type
   * @throws IllegalStateException if the program is closed
   */
  public List<Tensor> run(List<Tensor> inputs) {
    if (closed) {
      throw new IllegalStateException(program.name() + ": the program is closed");
    }
    List<TensorType> found = inputs.stream().map(Tensor::type).toList();
    if (!found.equals(program.inputs())) {
      throw new IllegalArgumentException(program.name() + ": " + difference(found));
    }
    List<Stage.Value> values = runner.run(inputs);
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      results.add(new Tensor(program.type(program.outputs().get(i)), values.get(i), null));
    }
    return results;
  }

  private String difference(List<TensorType> found) {
    if (found.size() != program.inputs().size()) {
      return "takes " + program.inputs().size() + " inputs, found " + found.size();
    }
    int first = 0;
    while (found.get(first).equals(program.inputs().get(first))) {
      first++;
    }
    return "input "
        + (first + 1)
        + " is "
        + program.inputs().get(first)
        + ", found "
        + found.get(first);
  }

  /** What is run. */
  public Program program() {
    return program;
  }

  /** Gives back what the program holds on the engine; does nothing the second time. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      runner.close();
    }
  }

  /** Hides the engine's array type. */
  private interface Runner {
    List<Stage.Value> run(List<Tensor> inputs);

    void close();
  }
}
