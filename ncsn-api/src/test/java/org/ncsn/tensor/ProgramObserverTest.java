package org.ncsn.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.array.Shape;
import org.ncsn.engine.TimedStep;
import org.ncsn.program.Program;
import org.ncsn.tck.ReferenceBackend;

class ProgramObserverTest {
  private static final HostArray VALUES = HostArray.of(Shape.of(3), 1f, 2f, 3f);

  @Test
  void learnsOfEveryProgram() {
    List<String> seen = new ArrayList<>();
    try (Backend backend = ReferenceBackend.open()) {
      Backend observed =
          backend.observed(
              (program, time) -> {
                assertThat(time).isPositive();
                seen.add(program.name() + " " + program.instructions().size());
              });
      compile(observed).close();
      compile(backend).close();
    }
    assertThat(seen).containsExactly("f 2");
  }

  @Test
  void learnsOfEveryStepIfItTimesThem() {
    Timing timing = new Timing();
    try (Scope scope = Scope.open();
        Backend backend = ReferenceBackend.open();
        CompiledProgram program = compile(backend.observed(timing))) {
      Tensor x = backend.tensor(VALUES);
      for (int i = 0; i < 3; i++) {
        assertThat(program.run(List.of(x)).get(0).toHost().floats()).containsExactly(1f, 2f, 3f);
      }
    }
    assertThat(timing.ran).containsExactly("square", "sqrt", "square", "sqrt", "square", "sqrt");
  }

  private static CompiledProgram compile(Backend backend) {
    return backend.compile("f", List.of(VALUES.type()), in -> List.of(in.get(0).square().sqrt()));
  }

  private static final class Timing implements ProgramObserver {
    private final List<String> ran = new ArrayList<>();

    @Override
    public void compiled(Program program, Duration time) {}

    @Override
    public boolean timesSteps() {
      return true;
    }

    @Override
    public void ran(TimedStep step) {
      assertThat(step.nanoseconds()).isNotNegative();
      assertThat(step.bytes()).isEqualTo(24);
      ran.add(step.name());
    }
  }
}
