package org.ncsn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TestBackends;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.tck.Agreement;
import org.ncsn.tck.Rounding;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Losses of score and energy networks on points, and their gradients, are the published ones. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class GoldenToyLossesTest {
  private static final double NEGLIGIBLE = 1e-6;

  /** What a rounding costs each loss: in double precision that is the same on every engine. */
  private static final Map<String, Rounding> ROUNDINGS = new ConcurrentHashMap<>();

  @Parameter Backend backend;

  static Stream<GoldenToyLoss> losses() {
    return GoldenToyLoss.all().stream();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void agreesInDoublePrecision(GoldenToyLoss loss) {
    try (Scope scope = Scope.open()) {
      check(loss, loss.lossAndGradients(upload(loss, DType.FLOAT64)));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void agreesCompiledInSinglePrecision(GoldenToyLoss loss) {
    Rounding rounding =
        ROUNDINGS.computeIfAbsent(
            loss.toString(),
            any ->
                Rounding.of(
                    TestBackends.reference(), loss.inputs(DType.FLOAT64), loss::lossAndGradients));
    try (Scope scope = Scope.open()) {
      List<Tensor> inputs = upload(loss, DType.FLOAT32);
      List<TensorType> types = inputs.stream().map(Tensor::type).toList();
      try (CompiledProgram program =
          backend.compile(loss.toString(), types, loss::lossAndGradients)) {
        rounding.assertTensorsRounded(loss.toString(), program.run(inputs));
      }
    }
  }

  private List<Tensor> upload(GoldenToyLoss loss, DType dtype) {
    return loss.inputs(dtype).stream().map(backend::tensor).toList();
  }

  private static void check(GoldenToyLoss loss, List<Tensor> found) {
    assertThat(found.get(0).toHost().scalar()).isCloseTo(loss.expected(), withinPercentage(1e-9));
    loss.gradients()
        .ifPresent(
            gradients -> {
              double all = 0;
              for (HostArray gradient : gradients) {
                all = Math.hypot(all, Agreement.norm(gradient));
              }
              for (int i = 0; i < gradients.size(); i++) {
                assertClose(
                    "gradient " + i,
                    found.get(i + 1).toHost(),
                    gradients.get(i),
                    1e-9,
                    NEGLIGIBLE * all);
              }
            });
  }
}
