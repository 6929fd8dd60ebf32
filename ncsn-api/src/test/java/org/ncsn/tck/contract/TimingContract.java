package org.ncsn.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.ncsn.array.HostArray;
import org.ncsn.engine.TimedStep;
import org.ncsn.kernel.ConvGeometry;
import org.ncsn.primitive.Convolution;
import org.ncsn.program.Program;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.ProgramObserver;
import org.ncsn.tensor.Tensor;

/** Programs whose steps are timed compute what they compute otherwise. */
public abstract class TimingContract extends Contract {
  protected TimingContract(Supplier<Backend> opened) {
    super(opened);
  }

  @Test
  void timedProgramsTellOfTheirStepsInEveryRun() {
    UnaryOperator<List<Tensor>> function =
        in ->
            List.of(
                Convolution.conv2d(in.get(0), in.get(1), ConvGeometry.of(1, 1, 1)).square().sum(3));
    List<Tensor> inputs = List.of(normal(2, 8, 8, 4), normal(3, 3, 4, 4));
    HostArray image = inputs.get(0).toHost();
    Steps steps = new Steps();
    try (CompiledProgram program =
        backend()
            .observed(steps)
            .compile("timed", inputs.stream().map(Tensor::type).toList(), function)) {
      isComputed(function, program, inputs);
      List<TimedStep> first = List.copyOf(steps.ran);
      steps.ran.clear();
      isComputed(function, program, inputs);

      assertThat(first).isNotEmpty();
      assertThat(steps.ran).isNotEmpty().allMatch(step -> step.nanoseconds() >= 0);
      assertThat(steps.ran).extracting(TimedStep::name).isSubsetOf(names(first)).doesNotContain("");
      assertThat(steps.ran.stream().mapToLong(TimedStep::bytes).sum())
          .as("what has to be read at the least")
          .isGreaterThan(image.type().bytes());
    }
  }

  private static List<String> names(List<TimedStep> steps) {
    return steps.stream().map(TimedStep::name).toList();
  }

  private static final class Steps implements ProgramObserver {
    private final List<TimedStep> ran = new ArrayList<>();

    @Override
    public void compiled(Program program, Duration time) {}

    @Override
    public boolean timesSteps() {
      return true;
    }

    @Override
    public void ran(TimedStep step) {
      ran.add(step);
    }
  }
}
