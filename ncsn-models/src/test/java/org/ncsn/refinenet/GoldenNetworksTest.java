package org.ncsn.refinenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ncsn.tck.Agreement.assertClose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ncsn.GoldenNetwork;
import org.ncsn.TestBackends;
import org.ncsn.TorchArrays;
import org.ncsn.array.DType;
import org.ncsn.array.HostArray;
import org.ncsn.array.TensorType;
import org.ncsn.tck.Rounding;
import org.ncsn.tensor.Backend;
import org.ncsn.tensor.CompiledProgram;
import org.ncsn.tensor.Scope;
import org.ncsn.tensor.Tensor;

/** The networks' forward passes are the published ones, operation by operation and compiled. */
@ParameterizedClass(autoCloseArguments = false)
@MethodSource("org.ncsn.TestBackends#engines")
class GoldenNetworksTest {
  /** What a rounding costs each network: in double precision that is the same on every engine. */
  private static final Map<GoldenNetwork, Rounding> ROUNDINGS = new ConcurrentHashMap<>();

  private static final Map<GoldenNetwork, Rounding> OF_STAGES = new ConcurrentHashMap<>();

  @Parameter Backend backend;

  @ParameterizedTest
  @EnumSource
  void scoresAsPublishedInDoublePrecision(GoldenNetwork golden) {
    HostArray published = golden.npz("forward.npz").get("score_f64");
    try (Scope scope = Scope.open()) {
      HostArray found = golden.score(upload(golden, DType.FLOAT64)).get(0).toHost();
      assertClose("score", found, TorchArrays.images(published, DType.FLOAT64), 1e-11);
    }
  }

  @ParameterizedTest
  @EnumSource
  void scoresAsPublishedCompiledInSinglePrecision(GoldenNetwork golden) {
    HostArray published = golden.npz("forward.npz").get("score_f32");
    Rounding rounding =
        ROUNDINGS.computeIfAbsent(
            golden,
            any ->
                Rounding.of(TestBackends.reference(), golden.inputs(DType.FLOAT64), golden::score));
    rounding.assertRounded("published", List.of(TorchArrays.images(published, DType.FLOAT32)));
    try (Scope scope = Scope.open()) {
      List<Tensor> inputs = upload(golden, DType.FLOAT32);
      List<TensorType> types = inputs.stream().map(Tensor::type).toList();
      try (CompiledProgram program = backend.compile("score", types, golden::score)) {
        rounding.assertTensorsRounded("score", program.run(inputs));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ANNEAL_MNIST", "NCSNV2", "NCSNV2_MNIST", "DEEPER", "DEEPEST"})
  void passesThroughThePublishedStages(GoldenNetwork golden) {
    Map<String, HostArray> published = golden.npz("stages.npz");
    Rounding rounding =
        OF_STAGES.computeIfAbsent(
            golden,
            any ->
                Rounding.of(
                    TestBackends.reference(),
                    golden.inputs(DType.FLOAT64),
                    inputs -> {
                      Map<String, Tensor> stages = stages(golden, inputs);
                      assertThat(stages.keySet()).containsExactlyElementsOf(published.keySet());
                      return List.copyOf(stages.values());
                    }));
    rounding.assertRounded(
        "published",
        published.values().stream()
            .map(stage -> TorchArrays.images(stage, DType.FLOAT32))
            .toList());
    try (Scope scope = Scope.open()) {
      Map<String, Tensor> found = stages(golden, upload(golden, DType.FLOAT32));
      rounding.assertTensorsRounded("stages", List.copyOf(found.values()));
    }
  }

  private static Map<String, Tensor> stages(GoldenNetwork golden, List<Tensor> inputs) {
    Map<String, Tensor> stages = new LinkedHashMap<>();
    golden.stages().score(golden.pass(inputs), inputs.get(0), stages::put);
    return stages;
  }

  private List<Tensor> upload(GoldenNetwork golden, DType dtype) {
    return golden.inputs(dtype).stream().map(backend::tensor).toList();
  }
}
