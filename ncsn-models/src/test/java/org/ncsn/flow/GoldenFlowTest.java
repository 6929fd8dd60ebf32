package org.ncsn.flow;

import static org.ncsn.tck.Agreement.assertClose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.flow.FlowRun.Path;
import org.ncsn.nn.Weights;
import org.ncsn.ode.Equation;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/** The probability flow from the prior to samples, in the steps of the published program. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenFlowTest {
  @Parameter Backend backend;

  static List<FlowRun> runs() {
    return FlowRun.ofSamples();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void takesThePublishedStepsAndEvaluationsInDoublePrecision(FlowRun run) {
    HostArray latents = run.latents(DType.FLOAT64);
    try (Scope scope = Scope.open();
        FlowEquation flow =
            new FlowEquation(backend, run.model(), run.flow().process(), latents.type())) {
      Weights weights = run.weights(DType.FLOAT64).on(backend);
      Equation equation = flow.of(weights, Optional.empty());
      Path path =
          Path.of(run.flow().solver(), equation, 1, run.flow().dataTime(), latents.doubles());
      path.check(run.file());
      HostArray end = HostArray.of(latents.shape(), path.end().states());
      assertClose("end", end, expected(run), 1e-6);
    }
  }

  private static HostArray expected(FlowRun run) {
    Map<String, HostArray> file = run.file();
    return TorchArrays.images(file.get("end_f64"), DType.FLOAT64);
  }
}
