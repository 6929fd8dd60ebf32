package org.ncsn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.TestBackends;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.golden.Golden;
import org.ncsn.tck.Rounding;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** Every layer gives the published one's output and derivatives, of second order too. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#all")
class GoldenLayersTest {
  /** What a rounding costs each layer: in double precision that is the same on every engine. */
  private static final Map<String, Rounding> ROUNDINGS = new ConcurrentHashMap<>();

  @Parameter Backend backend;

  static Stream<GoldenLayers.Case> layers() {
    return GoldenLayers.all().stream();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void agreesInDoublePrecision(GoldenLayers.Case layer) {
    LayerDerivatives derivatives = LayerDerivatives.of(layer, DType.FLOAT64);
    try (Scope scope = Scope.open()) {
      List<Tensor> inputs = derivatives.inputs().stream().map(backend::tensor).toList();
      compare(derivatives, derivatives.compute(inputs), layer.tolerance());
    }
  }

  static Stream<GoldenLayers.Case> wellConditioned() {
    return GoldenLayers.wellConditioned().stream();
  }

  @ParameterizedTest
  @MethodSource("wellConditioned")
  void agreesCompiledInSinglePrecision(GoldenLayers.Case layer) {
    LayerDerivatives derivatives = LayerDerivatives.of(layer, DType.FLOAT32);
    Rounding rounding =
        ROUNDINGS.computeIfAbsent(
            layer.toString(),
            any ->
                Rounding.of(
                    TestBackends.reference(),
                    LayerDerivatives.of(layer, DType.FLOAT64).inputs(),
                    derivatives::compute));
    try (Scope scope = Scope.open()) {
      List<Tensor> inputs = derivatives.inputs().stream().map(backend::tensor).toList();
      List<TensorType> types = inputs.stream().map(Tensor::type).toList();
      try (CompiledProgram program = backend.compile(layer.file(), types, derivatives::compute)) {
        rounding.assertTensorsRounded(layer.file(), program.run(inputs));
      }
    }
  }

  private static void compare(LayerDerivatives derivatives, List<Tensor> found, double tolerance) {
    Map<String, HostArray> expected = derivatives.expected();
    assertThat(found).hasSameSizeAs(expected.keySet());
    int index = 0;
    for (Map.Entry<String, HostArray> entry : expected.entrySet()) {
      assertClose(entry.getKey(), found.get(index++).toHost(), entry.getValue(), tolerance, 1);
    }
  }

  @Test
  void batchNormalizationHandsOutTheNextRunningStatistics() {
    Map<String, HostArray> file = Golden.npz("layers", "cond_batch_norm_train.npz");
    Parameters parameters = Parameters.empty();
    Layer norm = GoldenBatchNorm.create(parameters);
    try (Scope scope = Scope.open()) {
      Tensor x = backend.tensor(TorchArrays.images(file.get("x"), DType.FLOAT64));
      Weights weights = new Weights(List.of(backend.tensor(file.get("param.embed.weight"))));
      Pass pass =
          GoldenBatchNorm.trained(
              new Pass(weights, Condition.level(backend.tensor(file.get("labels")))), x);
      norm.apply(pass, x);
      List<Tensor> next = ((Mode.Training) pass.mode()).statistics().latest();
      assertClose("mean", next.get(0).toHost(), file.get("running_mean"), 1e-12);
      assertClose("variance", next.get(1).toHost(), file.get("running_var"), 1e-12);
    }
  }
}
