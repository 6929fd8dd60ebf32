package org.ncsn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.GoldenNetwork;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.tck.Rounding;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Losses and their gradients at every parameter are the published ones. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenLossesTest {
  /** What a rounding costs each loss: in double precision that is the same on every engine. */
  private static final Map<String, Rounding> ROUNDINGS = new ConcurrentHashMap<>();

  @Parameter Backend backend;

  static Stream<GoldenLoss> losses() {
    return GoldenLoss.all().stream();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void agreesInDoublePrecision(GoldenLoss loss) {
    try (Scope scope = Scope.open()) {
      check(loss, loss.lossAndGradients(upload(loss, DType.FLOAT64)));
    }
  }

  @Test
  void denoisingAgreesCompiledInSinglePrecision() {
    checkCompiled(GoldenLoss.denoising(GoldenNetwork.ANNEAL_MNIST));
  }

  @Test
  void slicedAgreesCompiledInSinglePrecision() {
    checkCompiled(GoldenLoss.sliced(2));
  }

  @Test
  void lossesWithoutLevelsAgreeCompiledInSinglePrecision() {
    checkCompiled(GoldenLoss.atOneLevel(GoldenNetwork.BASELINE_MNIST, "dsm_grads.npz"));
    // Some of its gradients are nothing but rounding: they are compared in double precision.
    checkCompiled(GoldenLoss.slicedWithoutLevels(1, ""));
  }

  private void checkCompiled(GoldenLoss loss) {
    UnaryOperator<List<Tensor>> results = inputs -> published(loss, loss.lossAndGradients(inputs));
    Rounding rounding =
        ROUNDINGS.computeIfAbsent(
            loss.toString(), any -> Rounding.of(backend, loss.inputs(DType.FLOAT64), results));
    try (Scope scope = Scope.open()) {
      List<Tensor> inputs = upload(loss, DType.FLOAT32);
      List<TensorType> types = inputs.stream().map(Tensor::type).toList();
      try (CompiledProgram program = backend.compile(loss.toString(), types, results)) {
        rounding.assertTensorsRounded(loss.toString(), program.run(inputs));
      }
    }
  }

  /** The loss, and the gradients if the reference data have them. */
  private static List<Tensor> published(GoldenLoss loss, List<Tensor> results) {
    return loss.gradientsFile().isEmpty() ? results.subList(0, 1) : results;
  }

  private List<Tensor> upload(GoldenLoss loss, DType dtype) {
    return loss.inputs(dtype).stream().map(backend::tensor).toList();
  }

  private static void check(GoldenLoss loss, List<Tensor> found) {
    List<HostArray> arrays = new ArrayList<>(found.stream().map(Tensor::toHost).toList());
    assertThat(arrays.remove(0).scalar()).isCloseTo(loss.expected(), withinPercentage(1e-9));
    if (!loss.gradientsFile().isEmpty()) {
      loss.network().assertGradients(arrays, loss.gradientsFile(), 1e-9);
    }
  }
}
