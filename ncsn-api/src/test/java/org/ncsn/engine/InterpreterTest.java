package org.ncsn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.array.TensorType;
import org.ncsn.kernel.BinaryFunction;
import org.ncsn.kernel.Kernels;
import org.ncsn.primitive.Differentiable;
import org.ncsn.primitive.Elementwise;
import org.ncsn.program.Primitive;
import org.ncsn.program.Program;
import org.ncsn.program.Programs;
import org.ncsn.tck.reference.ReferenceEngine;
import org.ncsn.tensor.Tensor;

class InterpreterTest {
  private static final TensorType TYPE = new TensorType(DType.FLOAT64, Shape.of(2));
  private static final Primitive DOUBLE = new Elementwise.Affine(2, 0);
  private static final Primitive ADD = new Elementwise.Binary(BinaryFunction.ADD);

  private final CountingEngine engine = new CountingEngine();
  private final Programs written = new Programs(TYPE);

  @Test
  void computesWhatIsWritten() {
    int twice = written.add(DOUBLE, 0);
    int three = written.add(ADD, 0, twice);
    assertThat(interpret(written.returning(three, twice), 1, 2))
        .containsExactly(HostArray.of(Shape.of(2), 3d, 6d), HostArray.of(Shape.of(2), 2d, 4d));
  }

  @Test
  void releasesEverythingButItsOutputs() {
    int value = 0;
    for (int i = 0; i < 50; i++) {
      value = written.add(DOUBLE, value);
    }
    written.add(ADD, value, value);
    interpret(written.returning(value), 1, 1);
    assertThat(engine.live).hasSize(1);
    assertThat(engine.mostLive).isEqualTo(2);
  }

  @Test
  void aFailingKernelLeavesNothingBehind() {
    int first = written.add(DOUBLE, 0);
    int second = written.add(DOUBLE, first);
    int third = written.add(new Failing(), written.add(ADD, first, second));
    assertThatThrownBy(() -> interpret(written.returning(third, first), 1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("out of memory");
    assertThat(engine.live).isEmpty();
  }

  @Test
  void aFailingObserverLeavesNothingBehind() {
    int first = written.add(DOUBLE, 0);
    int second = written.add(DOUBLE, first);
    Interpreter<HostArray> interpreter =
        new Interpreter<>(
            written.returning(second),
            engine,
            (instruction, operands, result) -> {
              engine.made(result);
              if (operands.get(0).at(0) == 2) {
                throw new ArithmeticException("not a number");
              }
            });
    assertThatThrownBy(() -> interpreter.run(List.of(HostArray.of(Shape.of(2), 1d, 1d))))
        .hasMessage("not a number");
    assertThat(engine.live).isEmpty();
  }

  @Test
  void inputsAreLeftAlone() {
    double[] input = {1, 2};
    Program program = written.returning(written.add(DOUBLE, written.add(DOUBLE, 0)));
    interpret(program, input);
    interpret(program, input);
    assertThat(input).containsExactly(1, 2);
  }

  private List<HostArray> interpret(Program program, double... input) {
    return new Interpreter<>(
            program, engine, (instruction, operands, result) -> engine.made(result))
        .run(List.of(HostArray.of(Shape.of(input.length), input)));
  }

  /** Does not work. */
  private record Failing() implements Differentiable {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public TensorType infer(List<TensorType> operands) {
      return operands.get(0);
    }

    @Override
    public <A> A call(Kernels<A> kernels, List<A> operands) {
      throw new IllegalStateException("out of memory");
    }

    @Override
    public Tensor vjp(int operand, Tensor cotangent, List<Tensor> operands, Tensor result) {
      throw new UnsupportedOperationException("failing has no gradient");
    }
  }

  /** Knows which arrays are alive. */
  private static final class CountingEngine implements Engine<HostArray> {
    private final Engine<HostArray> engine = new ReferenceEngine();
    private final Set<HostArray> live = Collections.newSetFromMap(new IdentityHashMap<>());
    private int mostLive;

    void made(HostArray array) {
      live.add(array);
      mostLive = Math.max(mostLive, live.size());
    }

    @Override
    public void release(HostArray array) {
      assertThat(live.remove(array)).as("released once").isTrue();
      engine.release(array);
    }

    @Override
    public EngineInfo info() {
      return engine.info();
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
    public Executable<HostArray> compile(Program program) {
      return new Interpreter<>(program, this);
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
