package org.ncsn.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.data.PixelRange;
import org.ncsn.flow.FlowRun;
import org.ncsn.flow.FlowRun.Path;
import org.ncsn.nn.Weights;
import org.ncsn.noise.VarianceExploding;
import org.ncsn.ode.Equation;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.Scope;

/** Likelihoods by the probability flow are those of the published program. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenLikelihoodTest {
  @Parameter Backend backend;

  static List<FlowRun> runs() {
    return FlowRun.ofLikelihoods();
  }

  static List<FlowRun> drifts() {
    return FlowRun.ofDrifts();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void areThoseInDoublePrecisionInAsManyEvaluations(FlowRun run) {
    Map<String, HostArray> file = run.file();
    HostArray data = TorchArrays.images(file.get("x"), DType.FLOAT64);
    HostArray along = TorchArrays.images(file.get("epsilon"), DType.FLOAT64);
    try (Scope scope = Scope.open();
        FlowLikelihood likelihood = compiled(run, data)) {
      Weights weights = run.weights(DType.FLOAT64).on(backend);
      Equation equation = likelihood.equation(weights, new Directions(List.of(along)));
      double[] states = WithChange.none(data).states();
      Path path = Path.of(run.flow().solver(), equation, run.flow().dataTime(), 1, states);
      path.check(file);
      WithChange end = WithChange.of(path.end().states(), data.type());
      check(run, LogDensities.of(run.flow().process().prior(), end, path.end()), 1e-6);
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void areNearThemInSinglePrecision(FlowRun run) {
    Map<String, HostArray> file = run.file();
    HostArray data = TorchArrays.images(file.get("x"), DType.FLOAT32);
    HostArray along = TorchArrays.images(file.get("epsilon"), DType.FLOAT32);
    try (Scope scope = Scope.open();
        FlowLikelihood likelihood = compiled(run, data)) {
      Weights weights = run.weights(DType.FLOAT32).on(backend);
      check(run, likelihood.of(weights, data, List.of(along)), 1e-3);
    }
  }

  private FlowLikelihood compiled(FlowRun run, HostArray data) {
    return new FlowLikelihood(backend, run.model(), run.flow(), data.type());
  }

  private static void check(FlowRun run, LogDensities found, double tolerance) {
    Map<String, HostArray> file = run.file();
    double[] bits = found.bits(offset(run));
    assertThat(bits).containsExactly(file.get("bpd_f64").doubles(), within(tolerance));
    HostArray latents = TorchArrays.images(file.get("z_f64"), DType.FLOAT64);
    assertClose("latents", found.latents(), latents, tolerance);
    assertClose("changes", found.changes(), file.get("delta_logp_f64"), tolerance);
  }

  /** Data of VP and sub-VP are centred, but for one run. */
  private static double offset(FlowRun run) {
    boolean centred =
        !(run.flow().process() instanceof VarianceExploding) && !run.name().endsWith("tight");
    return BitsPerDimension.offset(centred ? PixelRange.RESCALED : PixelRange.UNIT);
  }

  @ParameterizedTest
  @MethodSource("drifts")
  void followThePublishedDriftAndDivergence(FlowRun run) {
    checkDrift(run, DType.FLOAT64, 1e-9);
    checkDrift(run, DType.FLOAT32, 1e-4);
  }

  private void checkDrift(FlowRun run, DType dtype, double tolerance) {
    Map<String, HostArray> file = FlowRun.drift(run.name());
    HostArray x = TorchArrays.images(file.get("x"), dtype);
    HostArray along = TorchArrays.images(file.get("epsilon"), dtype);
    try (Scope scope = Scope.open();
        FlowLikelihood likelihood = compiled(run, x)) {
      Weights weights = run.weights(dtype).on(backend);
      Equation equation = likelihood.equation(weights, new Directions(List.of(along)));
      double[] times = file.get("t").to(DType.FLOAT64).doubles();
      WithChange slopes =
          WithChange.of(equation.slopes(times, WithChange.none(x).states()), x.type());
      HostArray drift = TorchArrays.images(file.get("drift_f64"), DType.FLOAT64);
      assertClose("drift", slopes.samples(), drift, tolerance);
      assertClose("divergence", slopes.changes(), file.get("divergence_f64"), tolerance);
    }
  }
}
